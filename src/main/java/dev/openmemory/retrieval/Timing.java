package dev.openmemory.retrieval;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long the steps of a search take. For one thread. */
final class Timing {

  private final Map<String, Double> steps = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /** Ends a step, which began when the one before ended. */
  void done(String step) {
    long now = System.nanoTime();
    steps.put(step, (now - last) / 1e6);
    last = now;
  }

  /** Milliseconds by step, in order. */
  Map<String, Double> steps() {
    return steps;
  }
}
