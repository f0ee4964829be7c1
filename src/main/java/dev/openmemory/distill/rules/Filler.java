package dev.openmemory.distill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Knows the sentences that keep a conversation going and say nothing to remember. */
final class Filler {

  private static final int FEWEST_WORDS = 3;

  private static final Phrases PHATIC = new Phrases(WordList.phrases("filler-phatic"));

  private static final Phrases BEYOND_PHATIC =
      new Phrases(WordList.phrases("filler-beyond-phatic"));

  private static final Set<String> ADVERBS = WordList.set("filler-adverbs");
  private static final Set<String> LISTENER =
      Set.of("you", "you're", "you've", "you'll", "you'd", "your", "yours", "yourself");
  private static final Set<String> SPEAKER = WordList.set("filler-speaker");
  private static final Set<String> POINTERS =
      Set.of("it", "that", "them", "those", "one", "ones", "this", "these");
  private static final Set<String> COPULA =
      Set.of("is", "are", "was", "were", "be", "can", "being");
  private static final Set<String> PRAISE = WordList.set("filler-praise");

  private static final Set<String> FEELINGS = WordList.set("filler-feelings");

  private Filler() {}

  /** Whether the sentence is filler when this speaker says it. */
  static boolean is(List<Token> tokens, String text, Narrator narrator) {
    List<Token> words = Sieve.words(tokens);
    if (words.size() < FEWEST_WORDS || text.length() > 900) {
      return true;
    }
    if (narrator.assistant()) {
      return !Assistance.worthKeeping(tokens);
    }
    if (OpeningName.length(words, 0) > 0) {
      return false;
    }
    List<Token> plain = withoutAdverbs(words);
    if (plain.isEmpty()
        || (PHATIC.begin(plain) && !(BEYOND_PHATIC.begin(plain) && specific(words)))) {
      return true;
    }
    return feeling(words)
        || hollow(words)
        || commands(plain)
        || ofListener(words)
        || platitude(words);
  }

  /** The words without adverbs among the first of them: "I'm really just wondering". */
  private static List<Token> withoutAdverbs(List<Token> words) {
    List<Token> kept = new ArrayList<>(words);
    for (int i = Math.min(4, kept.size() - 1); i >= 0; i--) {
      if (ADVERBS.contains(kept.get(i).lower())) {
        kept.remove(i);
      }
    }
    return kept;
  }

  /** Of the listener, and nothing of the speaker. */
  private static boolean ofListener(List<Token> words) {
    return words.stream()
            .anyMatch(word -> word.lower().startsWith("you") && LISTENER.contains(word.lower()))
        && words.stream().noneMatch(word -> SPEAKER.contains(word.lower()));
  }

  /** "Patience is key": praise of nothing in particular. */
  private static boolean platitude(List<Token> words) {
    if (words.size() > 14
        || specific(words)
        || words.stream().anyMatch(word -> SPEAKER.contains(word.lower()))) {
      return false;
    }
    if (Verbs.ingForm(words.get(0).lower())
        && Clauses.hasFiniteVerb(words.subList(1, words.size()))) {
      return true;
    }
    for (int i = 1; i < words.size(); i++) {
      String before = words.get(i - 1).lower();
      if (PRAISE.contains(words.get(i).lower())
          && (COPULA.contains(before) || Verbs.adverb(before) || before.equals("the"))) {
        return true;
      }
    }
    return false;
  }

  /** A date, a number or a name in it. */
  private static boolean specific(List<Token> words) {
    for (int i = 1; i < words.size(); i++) {
      Token word = words.get(i);
      if (word.numeric() || (word.capital() && !word.lower().startsWith("i'") && !word.is("i"))) {
        return true;
      }
    }
    return false;
  }

  /** "I heard good things about it": what it is stays open. */
  private static boolean hollow(List<Token> words) {
    return words.size() <= 7
        && SPEAKER.contains(words.get(0).lower())
        && !specific(words)
        && words.stream().skip(2).anyMatch(word -> POINTERS.contains(word.lower()));
  }

  /** "I'm so happy", "We're really excited". */
  private static boolean feeling(List<Token> words) {
    if (words.size() > 5
        || !words.get(0).lower().matches("i'm|we're|i|we|so|feeling|just|really")) {
      return false;
    }
    return FEELINGS.contains(words.get(words.size() - 1).lower());
  }

  /** "Use tabs": an order to the one spoken to; but not "Want to move", "Plan to". */
  private static boolean commands(List<Token> words) {
    String first = words.get(0).lower();
    return Verbs.base(first)
        && !Verbs.knownPast(first)
        && !words.get(0).possessive()
        && !NoteStyle.BARE.contains(first)
        && !Clauses.nounLike(words);
  }
}
