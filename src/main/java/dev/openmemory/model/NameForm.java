package dev.openmemory.model;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name without what varies from text to text: case, accents, punctuation, a leading article, the
 * possessive, and the suffix that says what kind of company it is. Two names of one form may name
 * one thing.
 */
public final class NameForm {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern POSSESSIVE = Pattern.compile("['’](s\\b|(?=\\s|$))");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}+#./@_-]+");
  private static final Pattern EDGES = Pattern.compile("(?<=\\s|^)[./@_-]+|[./_-]+(?=\\s|$)");

  private static final Set<String> COMPANY =
      Set.of(
          "inc",
          "incorporated",
          "corp",
          "corporation",
          "ltd",
          "limited",
          "llc",
          "llp",
          "gmbh",
          "ag",
          "co",
          "company",
          "plc",
          "se",
          "sa",
          "s.a",
          "bv",
          "b.v",
          "nv",
          "oy",
          "ab",
          "srl",
          "kg");

  private NameForm() {}

  /** The form of a name; empty if nothing of it can tell things apart. */
  public static String of(String name) {
    String folded = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    folded = POSSESSIVE.matcher(folded.toLowerCase(Locale.ROOT)).replaceAll("");
    folded = OTHER.matcher(folded).replaceAll(" ");
    folded = EDGES.matcher(folded).replaceAll("").strip();
    if (folded.startsWith("the ")) {
      folded = folded.substring(4);
    }
    int last = folded.lastIndexOf(' ');
    while (last > 0 && COMPANY.contains(folded.substring(last + 1))) {
      folded = folded.substring(0, last).strip();
      last = folded.lastIndexOf(' ');
    }
    return folded;
  }
}
