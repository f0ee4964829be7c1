package dev.openmemory.distill.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives notes without a subject the one they leave out: "Decided to switch", "Will share it",
 * "Building this in" are said of the one who writes.
 */
final class NoteStyle {

  /** Plain verb forms that begin a note rather than an order. */
  static final Set<String> BARE = WordList.set("notestyle-bare");

  /** Adverbs that may come before the verb of a note. */
  private static final Set<String> BEFORE = WordList.set("notestyle-before");

  private static final Set<String> SUBJECTS = WordList.set("notestyle-subjects");

  private static final Set<String> NOT_NOTES = WordList.set("notestyle-not-notes");

  private NoteStyle() {}

  /** The text with "I" and the verb that agrees, where it begins without a subject. */
  static String withSubject(String text, List<Token> tokens) {
    if (OpeningName.length(tokens, 0) > 0) {
      return text;
    }
    int at = 0;
    while (at < tokens.size() && BEFORE.contains(tokens.get(at).lower())) {
      at++;
    }
    if (at + 1 >= tokens.size()) {
      return text;
    }
    Token verb = tokens.get(at);
    String lower = verb.lower();
    List<Token> rest = tokens.subList(at + 1, tokens.size());
    boolean listener = rest.get(0).is(":") || rest.get(0).is(",") || rest.get(0).is("by");
    String start = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    if (lower.equals("will")
        || lower.equals("would")
        || lower.equals("can't")
        || lower.equals("won't")) {
      return "I " + start;
    }
    if (BARE.contains(lower) && !listener) {
      return noun(rest) ? text : "I " + start;
    }
    if (lower.equals("been")) {
      return "I have " + start;
    }
    if ((lower.equals("going") || lower.equals("gonna")) && !listener) {
      return "I am " + start;
    }
    boolean building =
        lower.equals("building")
            && Set.of("this", "that", "a", "an", "the", "our", "my", "it", "on", "in", "out", "up")
                .contains(rest.get(0).lower());
    if ((NOT_NOTES.contains(lower) && !building) || listener || ownSubject(rest)) {
      return text;
    }
    if (Verbs.ingForm(lower)) {
      return Clauses.hasFiniteVerb(mainClause(rest)) ? text : "I am " + start;
    }
    if (Verbs.past(lower) && !Verbs.base(lower) && !Verbs.AUXILIARY.contains(lower)) {
      return attributive(rest) ? text : "I " + start;
    }
    return text;
  }

  /** "Work at Acme is hard": what seems to be a plain verb is the subject of another. */
  private static boolean noun(List<Token> rest) {
    return Clauses.PREPOSITIONS.contains(rest.get(0).lower())
        && Clauses.hasFiniteVerb(mainClause(rest));
  }

  /** "Speaking of cats, I have two": the subject comes later. */
  private static boolean ownSubject(List<Token> rest) {
    for (int i = 0; i + 1 < rest.size(); i++) {
      if (rest.get(i).is(",") && SUBJECTS.contains(rest.get(i + 1).lower())) {
        return true;
      }
    }
    return false;
  }

  /** Up to the first word that opens another clause. */
  private static List<Token> mainClause(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      boolean determiner = i == 0 && Clauses.DETERMINERS.contains(tokens.get(0).lower());
      boolean another =
          (tokens.get(i).is("and") || tokens.get(i).is("but"))
              && i + 1 < tokens.size()
              && Set.of("it", "it's", "i", "we", "they").contains(tokens.get(i + 1).lower());
      boolean opens = Clauses.SUBORDINATE.contains(tokens.get(i).lower()) || tokens.get(i).is(",");
      if (another || (opens && !determiner)) {
        return tokens.subList(0, i);
      }
    }
    return tokens;
  }

  /** "Updated docs are here": a participle before the subject, not a verb. */
  private static boolean attributive(List<Token> rest) {
    String next = rest.get(0).lower();
    if (Clauses.DETERMINERS.contains(next)
        || Clauses.PREPOSITIONS.contains(next)
        || rest.get(0).capital()) {
      return false;
    }
    return rest.size() > 2
        && (Verbs.AUXILIARY.contains(rest.get(1).lower())
            || Verbs.AUXILIARY.contains(rest.get(2).lower()))
        && !Set.of("to", "that", "if", "i", "we", "it", "he", "she", "they").contains(next)
        && !Clauses.SUBORDINATE.contains(next);
  }
}
