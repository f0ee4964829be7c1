package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.storage.StoreReader;
import dev.openmemory.storage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Whether it is still fresh in mind: a memory fades with the time since it was last said or used,
 * the slower the more often it was used and the more it matters. A pinned one does not fade. Counts
 * for nothing unless it is given a weight.
 */
final class DecaySignal {

  static final String NAME = "decay";

  private DecaySignal() {}

  /** Measures the candidates, by the half-life of the weights. */
  static Values measure(StoreReader store, Evidence evidence) {
    Duration halfLife = evidence.query().weights().halfLife();
    Map<MemoryId, Usage> usage = store.upkeep().usage(evidence.ids());
    Instant now = evidence.query().askedAt();
    return Values.of(
        evidence,
        candidate -> {
          Usage of = usage.get(candidate.sketch().id());
          return of == null ? 0 : freshness(of, now, halfLife);
        });
  }

  /**
   * 0…1: 2^(−age/h), where h is the half-life × (1 + log₂(1 + times used)) × 4^(importance − ½).
   */
  static double freshness(Usage usage, Instant now, Duration halfLife) {
    if (usage.importance().pinned()) {
      return 1;
    }
    double age = Math.max(0, Duration.between(usage.last(), now).toSeconds());
    double used = 1 + Math.log1p(usage.times()) / Math.log(2);
    double matters = Math.pow(4, usage.importance().orOrdinary() - 0.5);
    return Math.pow(2, -age / (halfLife.toSeconds() * used * matters));
  }
}
