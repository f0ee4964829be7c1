package dev.openmemory.storage;

import dev.openmemory.model.State;
import java.util.Map;

/**
 * How much a scope holds.
 *
 * @param memories per state; a state without memories is absent
 * @param messages messages
 * @param users distinct users
 * @param apps distinct applications
 */
public record StoreCounts(Map<State, Long> memories, long messages, long users, long apps) {

  public StoreCounts {
    memories = Map.copyOf(memories);
  }
}
