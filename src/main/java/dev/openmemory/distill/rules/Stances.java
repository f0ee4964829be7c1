package dev.openmemory.distill.rules;

import dev.openmemory.distill.rules.Sifted.Stance;
import java.util.List;
import java.util.Set;

/** Tells decisions, commitments, preferences and opinions from plain statements. */
final class Stances {

  private static final Set<String> DECIDING = WordList.set("stances-deciding");
  private static final Set<String> COMMITTING =
      Set.of(
          "promised",
          "committed",
          "committing",
          "pledged",
          "volunteered",
          "offered",
          "vowed",
          "guaranteed",
          "promising");
  private static final Set<String> PREFERRING =
      Set.of("prefer", "prefers", "preferred", "preference", "rather", "insists", "insist");
  private static final Set<String> WISHING =
      Set.of("wants", "asked", "requested", "likes", "expects");
  private static final Phrases JUDGING = new Phrases(WordList.phrases("stances-judging"));

  private Stances() {}

  /**
   * The stance of a sentence.
   *
   * @param hedged whether it was introduced as an opinion
   */
  static Stance of(List<Token> tokens, boolean hedged) {
    List<Token> words = Sieve.words(tokens);
    int near = Math.min(words.size(), 6);
    List<Token> head = words.subList(0, near);
    if (any(head, PREFERRING) || wish(head)) {
      return Stance.PREFERENCE;
    }
    if (any(words.subList(0, Math.min(words.size(), 9)), COMMITTING) || plan(words)) {
      return Stance.COMMITMENT;
    }
    if (any(words.subList(0, Math.min(words.size(), 4)), DECIDING) || course(words)) {
      return Stance.DECISION;
    }
    return hedged || JUDGING.in(tokens) ? Stance.OPINION : Stance.STATES;
  }

  private static boolean any(List<Token> words, Set<String> set) {
    return words.stream().anyMatch(word -> set.contains(word.lower()));
  }

  /** "Karis wants me to attend". */
  private static boolean wish(List<Token> head) {
    for (int i = 1; i < head.size(); i++) {
      if (WISHING.contains(head.get(i).lower())
          && i + 1 < head.size()
          && Set.of("me", "us", "that", "i").contains(head.get(i + 1).lower())) {
        return true;
      }
    }
    return false;
  }

  /** "Will share", "I'll send", "Confirmed I'll be there". */
  private static boolean plan(List<Token> words) {
    if (words.isEmpty()) {
      return false;
    }
    String first = words.get(0).lower();
    int at = Set.of("confirmed", "said", "told").contains(first) ? 1 : 0;
    for (int i = at; i < Math.min(words.size(), at + 4); i++) {
      String word = words.get(i).lower();
      boolean firstPerson = i > 0 && Set.of("i", "we").contains(words.get(i - 1).lower());
      boolean will =
          word.equals("i'll")
              || word.equals("we'll")
              || (word.equals("will") && (i == 0 || firstPerson));
      if (will) {
        String verb = i + 1 < words.size() ? words.get(i + 1).lower() : "";
        return !Set.of("need", "have", "see", "never", "probably", "not", "always", "be")
                .contains(verb)
            || (verb.equals("be") && at == 1);
      }
    }
    return false;
  }

  /** "Building this into all our proposals", "Going with the second". */
  private static boolean course(List<Token> words) {
    return words.size() > 3
        && Verbs.ingForm(words.get(0).lower())
        && !Set.of(
                "during",
                "being",
                "something",
                "nothing",
                "everything",
                "anything",
                "morning",
                "evening",
                "meeting",
                "according",
                "regarding",
                "looking",
                "having",
                "thinking",
                "feeling",
                "trying",
                "wondering",
                "running",
                "following",
                "including",
                "king",
                "spring",
                "missing")
            .contains(words.get(0).lower())
        && !Clauses.hasFiniteVerb(words.subList(1, words.size()));
  }

  /** "Want to compare the two": a wish that says what something is for. */
  static boolean wishes(List<Token> tokens) {
    return !tokens.isEmpty()
        && Set.of("want", "hope", "need", "aim").contains(tokens.get(0).lower());
  }
}
