package dev.openmemory.distill.rules;

import java.util.List;
import java.util.Set;

/**
 * Tells what an assistant says of itself and of the user from what it advises: only commitments,
 * what it has done for the user, and what it knows of the user's affairs are worth keeping.
 */
final class Assistance {

  private static final Set<String> DOING = WordList.set("assistance-doing");
  private static final Set<String> NOTED = WordList.set("assistance-noted");
  private static final Set<String> AFFAIRS = WordList.set("assistance-affairs");

  private Assistance() {}

  /** Whether the sentence of an assistant says something to remember. */
  static boolean worthKeeping(List<Token> tokens) {
    List<Token> words = Sieve.words(tokens);
    String first = words.get(0).lower();
    if (NOTED.contains(first)) {
      return true;
    }
    int at = 1;
    boolean will = first.equals("i'll");
    boolean have = first.equals("i've");
    if (first.equals("i")) {
      String second = words.get(1).lower();
      will = second.equals("will");
      have = second.equals("have");
      at = will || have ? 2 : 1;
    } else if (first.equals("will")) {
      will = true;
    } else if (first.equals("your")) {
      return AFFAIRS.contains(words.get(1).lower()) && words.stream().anyMatch(Token::numeric);
    } else if (!will && !have) {
      return false;
    }
    while (at < words.size() && Verbs.adverb(words.get(at).lower())) {
      at++;
    }
    if (at >= words.size()) {
      return false;
    }
    String verb = words.get(at).lower();
    return will ? DOING.contains(verb) : NOTED.contains(verb);
  }
}
