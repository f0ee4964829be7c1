package dev.openmemory.retrieval;

/**
 * How likely it is that anything found answers the question at all, 0…1: a logistic curve over how
 * near the nearest memory is in meaning and how much of the question's words the fullest memory
 * holds. Calibrated with the built-in model on the public sets: their own questions against
 * questions that were asked of somebody else's memory. It notices that a memory knows nothing of a
 * subject; it cannot notice that it knows much of the subject and not the answer.
 */
final class Answerability {

  private static final double NEARNESS = 20.4;
  private static final double COVERAGE = 8.0;
  private static final double LEVEL = -16.6;

  private Answerability() {}

  /** The probability; 0 where nothing was found. */
  static double of(Evidence evidence, Words words) {
    if (words.found() == 0) {
      return 0;
    }
    int[] asked = words.numbers(evidence.query().terms());
    double most = 0;
    for (int i = 0; i < words.found(); i++) {
      most = Math.max(most, words.coverage(i, asked));
    }
    double sum = NEARNESS * evidence.mostCosine() + COVERAGE * most + LEVEL;
    return 1 / (1 + Math.exp(-sum));
  }
}
