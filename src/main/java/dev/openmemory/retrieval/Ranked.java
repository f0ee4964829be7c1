package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import java.util.List;

/**
 * A memory with its place in an answer.
 *
 * @param id which memory
 * @param score the weighted sum of the signals, 0…1
 * @param parts what the sum is made of
 */
public record Ranked(MemoryId id, double score, List<Part> parts) {

  public Ranked {
    parts = List.copyOf(parts);
  }

  /** The same place for another memory. */
  Ranked as(MemoryId other) {
    return other.equals(id) ? this : new Ranked(other, score, parts);
  }

  /**
   * One signal's part in a score.
   *
   * @param signal the signal's name
   * @param raw in the signal's own unit
   * @param value scaled over the candidates to 0…1
   * @param weight what the value counts for
   */
  public record Part(String signal, double raw, double value, double weight) {}
}
