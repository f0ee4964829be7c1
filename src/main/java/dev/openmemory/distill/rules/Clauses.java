package dev.openmemory.distill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a sentence into clauses that can stand alone, and leaves together what needs the other. */
final class Clauses {

  static final Set<String> SUBORDINATE = WordList.set("clauses-subordinate");
  static final Set<String> DETERMINERS = WordList.set("clauses-determiners");
  static final Set<String> PREPOSITIONS = WordList.set("clauses-prepositions");

  /** Verbs that say what somebody is, has or likes: each such clause is a fact by itself. */
  private static final Set<String> BIOGRAPHIC = WordList.set("clauses-biographic");

  private static final Set<String> ANAPHORA = WordList.set("clauses-anaphora");
  private static final Set<String> FIRST =
      Set.of("i", "i'm", "i've", "i'll", "i'd", "we", "we're", "we've", "we'll", "my");

  /** Nouns that make "this" point at a time and not at something said before. */
  static final Set<String> TIMES = WordList.set("clauses-times");

  private Clauses() {}

  /** Whether any of the words can be the verb of a clause. */
  static boolean hasFiniteVerb(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).lower();
      if (Verbs.AUXILIARY.contains(word)
          && !word.equals("be")
          && !word.equals("being")
          && !word.equals("been")) {
        return true;
      }
      if (word.endsWith("'re")
          || word.endsWith("'ve")
          || word.endsWith("'ll")
          || word.equals("i'm")
          || Set.of("it's", "that's", "there's", "he's", "she's", "here's", "what's")
              .contains(word)) {
        return true;
      }
      String before = i == 0 ? "" : tokens.get(i - 1).lower();
      boolean noun =
          DETERMINERS.contains(before)
              || before.equals("to")
              || PREPOSITIONS.contains(before)
              || before.endsWith("'s");
      if (!noun && (Verbs.knownPast(word) || Verbs.third(word, true)) && !tokens.get(i).capital()) {
        return true;
      }
      if (Set.of("i", "we", "they", "you").contains(before) && Verbs.base(word)) {
        return true;
      }
      if (i > 0
          && tokens.get(i - 1).capital()
          && !noun
          && word.length() > 4
          && word.endsWith("ed")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether words that begin with what could be an order are a noun with its verb: "Work is fine".
   */
  static boolean nounLike(List<Token> words) {
    for (int i = 1; i < Math.min(words.size(), 4); i++) {
      String word = words.get(i).lower();
      if (SUBORDINATE.contains(word) || DETERMINERS.contains(word) || PREPOSITIONS.contains(word)) {
        return false;
      }
      if (Verbs.AUXILIARY.contains(word) || Verbs.third(word, true) || Verbs.knownPast(word)) {
        return true;
      }
    }
    return false;
  }

  /** The clauses of a statement, each with its subject; one if it must stay whole. */
  static List<String> of(String text) {
    List<String> clauses = new ArrayList<>();
    String rest = text;
    for (int most = 0; most < 8; most++) {
      List<Token> tokens = Token.of(rest);
      Cut cut = cut(tokens);
      if (cut == null) {
        break;
      }
      clauses.add(rest.substring(0, tokens.get(cut.end()).start()).strip());
      rest = cut.subject() + rest.substring(tokens.get(cut.next()).start());
    }
    clauses.add(rest);
    return clauses;
  }

  /**
   * Where to cut.
   *
   * @param end the first token that is not of the clause before
   * @param next the first token of the clause after
   * @param subject what to put before the clause after
   */
  private record Cut(int end, int next, String subject) {}

  private static @Nullable Cut cut(List<Token> tokens) {
    boolean first = !tokens.isEmpty() && FIRST.contains(tokens.get(0).lower());
    boolean subordinate = false;
    for (int i = 2; i + 2 < tokens.size(); i++) {
      String word = tokens.get(i).lower();
      if (first && !subordinate && word.equals("who") && nominal(tokens, i)) {
        return new Cut(i, i + 1, "I ");
      }
      if (tokens.get(i).text().equals(":") || "\"“(".contains(tokens.get(i).text())) {
        return null;
      }
      subordinate |= SUBORDINATE.contains(word);
      boolean comma = word.equals(",");
      int next = i + 1;
      if (comma && tokens.get(next).is("and")) {
        next++;
      } else if (!comma && !word.equals("and")) {
        continue;
      }
      if (next + 2 > tokens.size() - 1 && next + 1 > tokens.size() - 1) {
        return null;
      }
      List<Token> right = tokens.subList(next, tokens.size());
      if (first && own(right) && (!subordinate || (comma && next > i + 1))) {
        return new Cut(i, next, "");
      }
      if (subordinate) {
        continue;
      }
      if (first
          && (!comma || next > i + 1)
          && biographic(tokens.subList(1, i))
          && biographic(right)) {
        return new Cut(i, next, "I ");
      }
      if (!first && another(tokens.subList(0, i), right)) {
        return new Cut(i, next, "");
      }
    }
    return null;
  }

  /** "I'm a developer who": a noun that says what the speaker is. */
  private static boolean nominal(List<Token> tokens, int who) {
    int i = 1;
    if (tokens.get(0).is("i") && tokens.get(1).is("am")) {
      i = 2;
    } else if (!tokens.get(0).is("i'm")) {
      return false;
    }
    return i < who
        && (tokens.get(i).is("a") || tokens.get(i).is("an"))
        && who - i < 8
        && tokens.size() - who > 2;
  }

  /** Another clause in the first person that needs nothing of the one before. */
  private static boolean own(List<Token> right) {
    if (!FIRST.contains(right.get(0).lower()) || right.size() < 3) {
      return false;
    }
    if (right.get(0).is("my") && !hasFiniteVerb(right)) {
      return false;
    }
    for (int i = 0; i < Math.min(12, right.size()); i++) {
      boolean time =
          right.get(i).is("this")
              && i + 1 < right.size()
              && TIMES.contains(right.get(i + 1).bareLower());
      if (ANAPHORA.contains(right.get(i).lower()) && !time) {
        return false;
      }
    }
    return true;
  }

  private static boolean biographic(List<Token> words) {
    int i = 0;
    while (i < words.size() && Verbs.adverb(words.get(i).lower())) {
      i++;
    }
    if (i + 1 >= words.size()) {
      return false;
    }
    String verb = words.get(i).lower();
    boolean present = BIOGRAPHIC.contains(verb) && !verb.equals("be");
    return (present || Set.of("am", "have").contains(verb))
        && words.stream()
            .noneMatch(token -> ANAPHORA.contains(token.lower()) || (token.is("to") && !present));
  }

  /** "Anna lives in Rome and Ben lives in Oslo". */
  private static boolean another(List<Token> left, List<Token> right) {
    if (!right.get(0).capital() || right.get(0).is("i") || !hasFiniteVerb(left)) {
      return false;
    }
    int verb = 1;
    while (verb < right.size() && verb < 3 && right.get(verb).capital()) {
      verb++;
    }
    String word = right.get(verb < right.size() ? verb : right.size() - 1).lower();
    return (Verbs.third(word, true) || Verbs.knownPast(word) || Verbs.AUXILIARY.contains(word))
        && right.stream().noneMatch(token -> ANAPHORA.contains(token.lower()));
  }
}
