package dev.openmemory.engine;

import dev.openmemory.model.Memory;
import java.time.Instant;
import java.util.List;

/**
 * What was brought back.
 *
 * @param appliedAt when the run was applied that was undone
 * @param restored the memories that are again what they were
 * @param skipped memories that somebody changed since, which were left alone
 */
public record UpkeepUndone(Instant appliedAt, List<Memory> restored, List<Memory> skipped) {

  public UpkeepUndone {
    restored = List.copyOf(restored);
    skipped = List.copyOf(skipped);
  }
}
