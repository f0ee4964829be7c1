package dev.openmemory.engine;

import java.util.List;

/**
 * What a thorough look at the store and the model found.
 *
 * @param stats what the engine runs on
 * @param problems one sentence each; empty when nothing is wrong
 * @param memoriesChecked how many memories were looked at
 */
public record Diagnosis(EngineStats stats, List<String> problems, long memoriesChecked) {

  public Diagnosis {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problems.isEmpty();
  }
}
