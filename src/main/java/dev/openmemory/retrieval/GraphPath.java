package dev.openmemory.retrieval;

import dev.openmemory.model.Entity;
import dev.openmemory.model.MemoryId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way through the graph.
 *
 * @param start where it begins
 * @param steps one or more, each going on where the one before ended
 * @param score how well it fits the question, 0…1
 */
public record GraphPath(Entity start, List<Step> steps, double score) {

  public GraphPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a path has a step");
    }
  }

  /** Where it ends. */
  public Entity end() {
    return steps.get(steps.size() - 1).to();
  }

  /**
   * One edge of the graph, walked in either direction.
   *
   * @param from where the step begins
   * @param predicate how the subject is related to the object
   * @param to where it ends
   * @param forward whether {@code from} is the subject; else {@code to} is
   * @param proofs the memories that say so, newest first
   * @param since since when it holds, as the newest of them says
   * @param until until when it held; null while it holds
   */
  public record Step(
      Entity from,
      String predicate,
      Entity to,
      boolean forward,
      List<MemoryId> proofs,
      Instant since,
      @Nullable Instant until) {

    public Step {
      proofs = List.copyOf(proofs);
    }

    /** What the relation is about. */
    public Entity subject() {
      return forward ? from : to;
    }

    /** What the subject is related to. */
    public Entity object() {
      return forward ? to : from;
    }
  }
}
