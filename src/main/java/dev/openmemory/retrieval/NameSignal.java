package dev.openmemory.retrieval;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether it names somebody or something that is neither in the question nor speaks itself, where
 * the question asks who, whose or where.
 */
final class NameSignal implements Signal {

  private static final Pattern ASKS_FOR_A_NAME =
      Pattern.compile(
          "\\b(?:who|whom|whose|where)\\b"
              + "|\\bwhat (?:is|was|are|were) (?:\\w+(?:['’]s)? ){0,3}names?\\b",
          Pattern.CASE_INSENSITIVE);

  /** A capital within a sentence, or what stands between quotation marks and starts with one. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<=[\\p{Ll},;:'\"“(]\\s)(\\p{Lu}[\\p{L}\\p{N}_-]+)|[\"“](\\p{Lu}[^\"”]{2,40})[\"”]");

  @Override
  public String name() {
    return "name";
  }

  @Override
  public @Nullable Values measure(Evidence evidence) {
    String question = evidence.query().text();
    if (!ASKS_FOR_A_NAME.matcher(question).find()) {
      return null;
    }
    Set<String> known = new HashSet<>(Terms.words(question));
    for (Candidate candidate : evidence.candidates()) {
      String speaker = candidate.sketch().actor().name();
      if (speaker != null) {
        known.addAll(Terms.words(speaker));
      }
    }
    return Values.of(evidence, candidate -> namesOther(candidate.sketch().text(), known) ? 1 : 0);
  }

  private static boolean namesOther(String text, Set<String> known) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (!known.containsAll(Terms.words(name))) {
        return true;
      }
    }
    return false;
  }
}
