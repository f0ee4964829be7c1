package dev.openmemory.distill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the noun that an object is, as far as it goes without its clauses. */
final class NounPhrase {

  private static final int MOST_WORDS = 6;

  private static final Set<String> ENDS = WordList.set("nounphrase-ends");
  private static final Set<String> ARTICLES =
      Set.of("a", "an", "the", "their", "his", "her", "its", "some", "using", "two", "three");
  private static final Set<String> EMPTY = WordList.set("nounphrase-empty");

  private NounPhrase() {}

  /** The words of the phrase; empty if there is none to speak of. */
  static String at(List<Token> tokens, int from) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < tokens.size() && words.size() <= MOST_WORDS; i++) {
      Token token = tokens.get(i);
      boolean article = words.isEmpty() && ARTICLES.contains(token.lower());
      if (article) {
        continue;
      }
      if (!token.word() || ENDS.contains(token.lower())) {
        break;
      }
      if (EMPTY.contains(token.lower())) {
        return "";
      }
      words.add(token.text());
    }
    return words.size() > MOST_WORDS ? "" : String.join(" ", words);
  }
}
