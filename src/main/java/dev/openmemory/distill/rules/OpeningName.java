package dev.openmemory.distill.rules;

import java.util.List;
import java.util.Set;

/**
 * A name that begins a sentence and is a common word too: "Mark lives in Oslo", "Will Turner works
 * at Acme". There its capital says nothing; that it does by itself, without an article, what people
 * do, says that it is a name.
 */
final class OpeningName {

  /** What only people are or do to something. */
  private static final Set<String> PERSONAL =
      Set.of(
          "lives_in",
          "works_at",
          "studies_at",
          "reports_to",
          "spouse_of",
          "friend_of",
          "knows",
          "member_of",
          "manages",
          "from",
          "likes",
          "dislikes",
          "prefers",
          "owns",
          "created");

  private static final int MOST_WORDS = 3;

  private OpeningName() {}

  /** How many tokens from that one on are the name of somebody; 0 if that cannot be told. */
  static int length(List<Token> tokens, int from) {
    if (from >= tokens.size() || !bears(tokens.get(from))) {
      return 0;
    }
    int end = from + 1;
    while (end < tokens.size()
        && end - from < MOST_WORDS
        && tokens.get(end).capital()
        && !tokens.get(end).numeric()) {
      end++;
    }
    int verb = end;
    while (verb < tokens.size() && Verbs.adverb(tokens.get(verb).lower())) {
      verb++;
    }
    return verb < tokens.size() && acts(tokens, verb, end - from > 1) ? end - from : 0;
  }

  private static boolean bears(Token first) {
    return first.capital() && !first.possessive() && Kinds.alsoGivenName(first.lower());
  }

  /** Whether a verb stands there that a word without an article can only have as a name. */
  private static boolean acts(List<Token> tokens, int verb, boolean surname) {
    String word = tokens.get(verb).lower();
    if (!agrees(word)) {
      return false;
    }
    boolean alone =
        verb + 1 < tokens.size() && Verbs.AUXILIARY.contains(tokens.get(verb + 1).lower());
    if (surname || (Kinds.speaking(word) && !alone)) {
      return true;
    }
    int says = word.equals("has") ? verb + 1 : verb;
    Predicates.Found found = Predicates.at(tokens, says);
    if (found != null) {
      return PERSONAL.contains(found.predicate()) && object(tokens, says + found.length(), found);
    }
    boolean post =
        verb + 2 < tokens.size()
            && (tokens.get(verb + 1).is("a") || tokens.get(verb + 1).is("an"))
            && Predicates.post(NounPhrase.at(tokens, verb + 1));
    return word.equals("is") && post;
  }

  /** Whether what comes then can be the object: a name, or for some verbs any noun. */
  private static boolean object(List<Token> tokens, int at, Predicates.Found found) {
    if (at >= tokens.size()) {
      return false;
    }
    boolean article = Clauses.DETERMINERS.contains(tokens.get(at).lower());
    int noun = article && at + 1 < tokens.size() ? at + 1 : at;
    Token first = tokens.get(noun);
    return first.capital()
        || article
        || (found.takesNoun() && first.word() && !Verbs.AUXILIARY.contains(first.lower()));
  }

  /** Whether a form of a verb goes with one person who is spoken of, and is no plain form. */
  private static boolean agrees(String word) {
    return Verbs.third(word, true) || (Verbs.knownPast(word) && !Verbs.base(word));
  }
}
