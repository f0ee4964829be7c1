package dev.openmemory.retrieval;

import java.time.Instant;

/** Whether it still held when the question was asked: what was replaced loses weight. */
final class ValiditySignal implements Signal {

  @Override
  public String name() {
    return "validity";
  }

  @Override
  public Values measure(Evidence evidence) {
    Instant askedAt = evidence.query().askedAt();
    return Values.of(
        evidence,
        candidate -> {
          Instant end = candidate.sketch().validTo();
          return end == null || end.isAfter(askedAt) ? 1 : 0;
        });
  }
}
