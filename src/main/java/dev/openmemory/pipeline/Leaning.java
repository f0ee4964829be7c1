package dev.openmemory.pipeline;

/**
 * How a passage leans on the message before it. "Yes, last Friday!" says nothing by itself; a
 * question finds it by what it answers. A long passage says what it is about and hardly leans.
 */
public final class Leaning {

  /** The most that the message before counts for. */
  private static final double MOST = 0.5;

  /** Passages of up to so many words lean the most, those of twice as many half as much. */
  private static final int WORDS = 25;

  private Leaning() {}

  /**
   * The unit vector that a search compares a passage by.
   *
   * @param own the passage's unit vector
   * @param before the unit vector of what was said before it
   */
  public static float[] on(float[] before, float[] own, String passage) {
    double share = MOST * Math.min(1, WORDS / (double) Math.max(1, words(passage)));
    float[] mixed = new float[own.length];
    double square = 0;
    for (int i = 0; i < own.length; i++) {
      mixed[i] = (float) ((1 - share) * own[i] + share * before[i]);
      square += mixed[i] * (double) mixed[i];
    }
    float length = (float) Math.sqrt(square);
    if (length < 1e-6f) {
      return own; // the two point away from each other
    }
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] /= length;
    }
    return mixed;
  }

  private static int words(String text) {
    return text.strip().split("\\s+").length;
  }
}
