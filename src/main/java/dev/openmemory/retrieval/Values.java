package dev.openmemory.retrieval;

import java.util.function.ToDoubleFunction;

/**
 * What a signal says of every candidate, in the order of the {@link Evidence}.
 *
 * @param raw in the signal's own unit
 * @param scaled 0…1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never copied
record Values(double[] raw, double[] scaled) {

  /** Of a signal whose unit is 0…1 already. */
  static Values of(Evidence evidence, ToDoubleFunction<Candidate> value) {
    double[] raw = raw(evidence, value);
    return new Values(raw, raw);
  }

  /**
   * Of a signal that is measured from one value to another.
   *
   * @param least what counts as 0
   * @param most what counts as 1; if it is no more than the least, everything that reaches it does
   */
  static Values between(
      Evidence evidence, double least, double most, ToDoubleFunction<Candidate> value) {
    double[] raw = raw(evidence, value);
    double[] scaled = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      double share = most > least ? (raw[i] - least) / (most - least) : raw[i] >= most ? 1 : 0;
      scaled[i] = Math.max(0, Math.min(1, share));
    }
    return new Values(raw, scaled);
  }

  private static double[] raw(Evidence evidence, ToDoubleFunction<Candidate> value) {
    return evidence.candidates().stream().mapToDouble(value).toArray();
  }
}
