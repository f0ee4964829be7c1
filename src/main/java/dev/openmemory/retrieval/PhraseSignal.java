package dev.openmemory.retrieval;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is put in the words of the question, where that asks for a yes or a no: "Have I ever
 * sailed to Horta?" is answered by "I never sailed to Horta", and both words in that order tell
 * more than each of them somewhere.
 */
final class PhraseSignal {

  static final String NAME = "phrase";

  /** How many telling words on the second of a pair may follow the first. */
  private static final int WITHIN = 2;

  private static final Pattern YES_OR_NO =
      Pattern.compile(
          "\\s*(?:(?:so|and|but),? )?(?:have|has|had|did|do|does|is|are|am|was|were|will|should|can"
              + "|could|would) (?!you\\b).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private PhraseSignal() {}

  /**
   * The share of the question's pairs of neighbouring words that stand in a candidate as a pair;
   * null where the question asks for more than a yes or a no, or has no pair.
   */
  static @Nullable Values measure(Evidence evidence, Words words) {
    String question = evidence.query().text();
    int[] asked = numbers(question, words);
    if (asked.length < 2 || !YES_OR_NO.matcher(question).matches()) {
      return null;
    }
    double[] shares = new double[evidence.candidates().size()];
    for (int i = 0; i < shares.length; i++) {
      if (holdsTwo(words, i, asked)) {
        int[] said = numbers(evidence.candidates().get(i).sketch().text(), words);
        int pairs = 0;
        for (int word = 1; word < asked.length; word++) {
          pairs += follows(said, asked[word - 1], asked[word]) ? 1 : 0;
        }
        shares[i] = pairs / (asked.length - 1.0);
      }
    }
    return new Values(shares, shares);
  }

  private static int[] numbers(String text, Words words) {
    return Terms.words(text).stream()
        .filter(word -> !Terms.isStopWord(word))
        .mapToInt(words::number)
        .toArray();
  }

  private static boolean holdsTwo(Words words, int candidate, int[] asked) {
    int held = 0;
    for (int word : asked) {
      held += words.holds(candidate, word) ? 1 : 0;
    }
    return held > 1;
  }

  private static boolean follows(int[] said, int first, int second) {
    for (int i = 0; i < said.length; i++) {
      for (int next = i + 1; said[i] == first && next < said.length && next <= i + WITHIN; next++) {
        if (said[next] == second) {
          return true;
        }
      }
    }
    return false;
  }
}
