package dev.openmemory.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Precision and recall over texts, each with a 95 % interval.
 *
 * @param made how many were made
 * @param labelled how many there should be
 * @param right how many of them are the same
 * @param precision right / made; 1 if none was made
 * @param recall right / labelled; 1 if there is none
 * @param f1 their harmonic mean
 * @param intervals of precision, recall and F1, in that order: the 2.5th and 97.5th percentile of
 *     1000 samples of the texts, drawn with replacement
 */
public record Score(
    int made,
    int labelled,
    int right,
    double precision,
    double recall,
    double f1,
    List<Interval> intervals) {

  private static final int SAMPLES = 1000;
  private static final long SEED = 20_260_501L;

  public Score {
    intervals = List.copyOf(intervals);
  }

  /**
   * What is counted in one text.
   *
   * @param made how many were made
   * @param labelled how many there should be
   * @param right how many of them are the same
   */
  public record Count(int made, int labelled, int right) {}

  /**
   * Bounds of a figure.
   *
   * @param low the lower
   * @param high the higher
   */
  public record Interval(double low, double high) {}

  /** Sums the texts up. */
  public static Score of(List<Count> counts) {
    double[] all = measures(counts, null);
    double[][] samples = new double[3][SAMPLES];
    Random random = new Random(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      double[] sample = measures(counts, random);
      for (int m = 0; m < 3; m++) {
        samples[m][i] = sample[m];
      }
    }
    List<Interval> intervals =
        Arrays.stream(samples)
            .map(
                values -> {
                  Arrays.sort(values);
                  return new Interval(values[SAMPLES / 40], values[SAMPLES - SAMPLES / 40 - 1]);
                })
            .toList();
    return new Score(
        counts.stream().mapToInt(Count::made).sum(),
        counts.stream().mapToInt(Count::labelled).sum(),
        counts.stream().mapToInt(Count::right).sum(),
        all[0],
        all[1],
        all[2],
        intervals);
  }

  private static double[] measures(List<Count> counts, @Nullable Random random) {
    int made = 0;
    int labelled = 0;
    int right = 0;
    for (int i = 0; i < counts.size(); i++) {
      Count count = counts.get(random == null ? i : random.nextInt(counts.size()));
      made += count.made();
      labelled += count.labelled();
      right += count.right();
    }
    double precision = made == 0 ? 1 : right / (double) made;
    double recall = labelled == 0 ? 1 : right / (double) labelled;
    double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    return new double[] {precision, recall, f1};
  }
}
