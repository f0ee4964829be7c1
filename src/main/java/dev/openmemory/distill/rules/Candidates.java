package dev.openmemory.distill.rules;

import dev.openmemory.distill.rules.Names.Candidate;
import dev.openmemory.model.EntityKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the runs of capitalised words that may be names, sentence by sentence. */
final class Candidates {

  private static final Set<String> CONNECTORS =
      Set.of("of", "de", "van", "von", "der", "la", "du", "da", "di", "&");
  private static final Set<String> NEVER = WordList.set("candidates-never");
  private static final Set<String> OPENING = Set.of(":", "—", "–", ";");

  private final List<List<Token>> sentences = new ArrayList<>();

  /** Words with a capital where no sentence begins, in lower case. */
  private final Set<String> inside = new HashSet<>();

  private final List<Candidate> found = new ArrayList<>();

  /** Where each candidate of the sentence at hand begins and ends. */
  private final List<int[]> starts = new ArrayList<>();

  Candidates(List<String> texts) {
    for (String text : texts) {
      List<Token> tokens = Token.of(text);
      sentences.add(tokens);
      for (int i = 1; i < tokens.size(); i++) {
        if (tokens.get(i).capital() && !opening(tokens, i)) {
          inside.add(tokens.get(i).bareLower());
        }
      }
    }
  }

  private static boolean opening(List<Token> tokens, int i) {
    if (i == 0) {
      return true;
    }
    Token before = tokens.get(i - 1);
    return OPENING.contains(before.text()) || (before.text().length() > 1 && !before.word());
  }

  List<Candidate> all() {
    for (List<Token> tokens : sentences) {
      int before = found.size();
      starts.clear();
      int i = 0;
      while (i < tokens.size()) {
        i = tokens.get(i).word() ? run(tokens, i) : i + 1;
      }
      places(tokens, before);
    }
    return found;
  }

  /** What stands in a list beside a place is a place, unless something speaks for another kind. */
  private void places(List<Token> tokens, int from) {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = from; i + 1 < found.size(); i++) {
        int end = starts.get(i - from)[1];
        int next = starts.get(i + 1 - from)[0];
        boolean list =
            end < tokens.size()
                && tokens.get(end).is(",")
                && next - end <= 2
                && (next - end == 1
                    || tokens.get(end + 1).is("the")
                    || tokens.get(end + 1).is("and"));
        if (list) {
          spread(i, i + 1);
          spread(i + 1, i);
        }
      }
    }
  }

  private void spread(int from, int to) {
    Candidate other = found.get(to);
    boolean open = other.kind() == null || other.kind() == EntityKind.OTHER;
    if (open && found.get(from).kind() == EntityKind.PLACE) {
      found.set(to, new Candidate(other.name(), other.surface(), EntityKind.PLACE));
    }
  }

  /** Reads the run that begins at a token, if one does; where to go on. */
  private int run(List<Token> tokens, int from) {
    Token first = tokens.get(from);
    if (Identifiers.is(first)) {
      found.add(new Candidate(first.bare(), first.bare(), EntityKind.IDENTIFIER));
      starts.add(new int[] {from, from + 1});
      return from + 1;
    }
    int opens = opening(tokens, from) ? OpeningName.length(tokens, from) : 0;
    if (!nameLike(first) && opens == 0) {
      return from + 1;
    }
    int end = from + 1;
    while (end < tokens.size() && !tokens.get(end - 1).possessive()) {
      boolean connects =
          CONNECTORS.contains(tokens.get(end).lower())
              && (!tokens.get(end).is("of") || Names.common(tokens.get(end - 1).bareLower()));
      int next = connects ? end + 1 : end;
      if (next >= tokens.size()
          || !nameLike(tokens.get(next))
          || !adjacent(tokens, end - 1, next)) {
        break;
      }
      end = next + 1;
    }
    int start = from;
    if (opens == 0 && opening(tokens, from)) {
      start = withoutOpening(tokens, from, end);
    }
    if (start < end) {
      List<Token> words = tokens.subList(start, end);
      String name = Names.surface(words);
      if (name.length() > 1 && !numbered(tokens, start, end)) {
        EntityKind kind = opens == end - start ? EntityKind.PERSON : Kinds.of(tokens, start, end);
        found.add(new Candidate(name, name, kind));
        starts.add(new int[] {start, end});
      }
    }
    return end;
  }

  private static boolean nameLike(Token token) {
    if (!token.word() || NEVER.contains(token.bareLower()) || contracted(token.lower())) {
      return false;
    }
    int hyphen = token.text().lastIndexOf('-');
    if (hyphen > 0
        && Character.isLowerCase(token.text().charAt(hyphen + 1))
        && Names.common(token.bareLower().substring(hyphen + 1))) {
      return false; // ZUGFeRD-style
    }
    return (token.capital() && !token.numeric())
        || Kinds.product(token.bare())
        || (token.capital() && token.numeric() && Character.isLetter(token.text().charAt(1)));
  }

  private static boolean contracted(String lower) {
    return lower.endsWith("'ve")
        || lower.endsWith("'re")
        || lower.endsWith("'ll")
        || lower.endsWith("'d")
        || lower.endsWith("n't")
        || lower.endsWith("'m");
  }

  /** Whether nothing but single spaces stand between the tokens. */
  private static boolean adjacent(List<Token> tokens, int a, int b) {
    for (int i = a; i < b; i++) {
      if (tokens.get(i + 1).start() != tokens.get(i).end() + 1) {
        return false;
      }
    }
    return true;
  }

  /** Where the name begins, if the first word has its capital only because a sentence begins. */
  private int withoutOpening(List<Token> tokens, int from, int end) {
    Token first = tokens.get(from);
    String lower = first.bareLower();
    if (inside.contains(lower) || !Names.common(lower) || Kinds.given(lower)) {
      return from;
    }
    if (end - from == 1) {
      boolean known =
          Kinds.listed(first.bare())
              && (first.possessive()
                  || (from + 1 < tokens.size() && Verbs.finite(tokens.get(from + 1).lower())));
      return known || (first.possessive() && !Names.common(lower)) ? from : end;
    }
    boolean verb =
        Verbs.knownPast(lower)
            || Verbs.ingForm(lower)
            || Verbs.base(lower)
            || Verbs.adverb(lower)
            || Clauses.PREPOSITIONS.contains(lower)
            || Clauses.DETERMINERS.contains(lower)
            || Clauses.SUBORDINATE.contains(lower)
            || lower.length() < 4;
    if (Clauses.DETERMINERS.contains(lower)) {
      return from + 1;
    }
    boolean title = true;
    for (int i = from + 1; i < end; i++) {
      title &= Names.common(tokens.get(i).bareLower());
    }
    return verb && !(title && Kinds.projectAfter(tokens, end)) ? from + 1 : from;
  }

  /** "Section 179", "Schedule F", "Chapter Two". */
  private static boolean numbered(List<Token> tokens, int start, int end) {
    if (end - start == 1
        && end < tokens.size()
        && tokens.get(end).numeric()
        && !Kinds.product(tokens.get(start).bare())
        && Names.common(tokens.get(start).bareLower())) {
      return true;
    }
    Token last = tokens.get(end - 1);
    return end - start == 2 && last.bare().length() == 1 && Names.common(tokens.get(start).lower());
  }
}
