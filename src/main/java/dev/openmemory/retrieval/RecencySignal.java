package dev.openmemory.retrieval;

import java.time.Duration;
import java.time.Instant;

/**
 * How recently it was said when the question was asked: 1 for just now, halved with every half-life
 * of the weights. What was said after the question counts as just now.
 */
final class RecencySignal implements Signal {

  private static final double DAY = Duration.ofDays(1).toMillis();

  @Override
  public String name() {
    return "recency";
  }

  @Override
  public Values measure(Evidence evidence) {
    Instant askedAt = evidence.query().askedAt();
    double halfLife = evidence.query().weights().halfLife().toMillis() / DAY;
    double[] days =
        evidence.candidates().stream().mapToDouble(candidate -> age(candidate, askedAt)).toArray();
    double[] scaled = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      scaled[i] = Math.pow(0.5, days[i] / halfLife);
    }
    return new Values(days, scaled);
  }

  /** In days. */
  private static double age(Candidate candidate, Instant askedAt) {
    double millis = askedAt.toEpochMilli() - candidate.sketch().observedAt().toEpochMilli();
    return Math.max(0, millis / DAY);
  }
}
