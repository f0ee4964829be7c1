package dev.openmemory.storage;

import java.util.List;

/**
 * What a look at the whole store found.
 *
 * @param problems one sentence each; empty when nothing is wrong
 * @param memories how many memories were looked at
 */
public record StoreCheck(List<String> problems, long memories) {

  public StoreCheck {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problems.isEmpty();
  }
}
