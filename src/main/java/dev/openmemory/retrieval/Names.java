package dev.openmemory.retrieval;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a text, by their capitals: "the director Niels Arden Oplev" has one. Rough on
 * purpose: a word that merely opens a sentence is in many memories, and so leads nowhere.
 */
final class Names {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:\\p{Lu}[\\p{L}\\p{N}_'’.&-]*|\\b\\d{4}\\b)"
              + "(?:\\s+(?:(?:of|the|de|von|van|da|and|for|in|la|di|du|del)\\s+){0,2}"
              + "\\p{Lu}[\\p{L}\\p{N}_'’&-]*){0,30}");

  /** Words that open sentences. */
  private static final Set<String> OPENING =
      Set.of("oh", "wow", "hey", "hi", "hello", "thanks", "thank", "yeah", "yes", "no", "ok");

  private static final int SHORTEST = 3;

  private Names() {}

  /** The names, lower case, in the order of the text, each once. */
  static Set<String> in(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      List<String> words = Terms.words(matcher.group());
      int start = 0;
      while (start < words.size() && light(words.get(start))) {
        start++;
      }
      String name = String.join(" ", words.subList(start, words.size()));
      if (name.replace(" ", "").length() >= SHORTEST) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean light(String word) {
    return OPENING.contains(word) || Terms.isStopWord(word);
  }
}
