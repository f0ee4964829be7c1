package dev.openmemory.engine;

import dev.openmemory.model.Entity;
import dev.openmemory.model.Memory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link GraphRequest}.
 *
 * @param things the things that the question names, or those that are known if it names none
 * @param paths best first
 */
public record GraphAnswer(List<Thing> things, List<Path> paths) {

  public GraphAnswer {
    things = List.copyOf(things);
    paths = List.copyOf(paths);
  }

  /**
   * A thing with all that it is called.
   *
   * @param entity the thing
   * @param names every name, the fullest first
   * @param memories how many memories name it
   */
  public record Thing(Entity entity, List<String> names, long memories) {

    public Thing {
      names = List.copyOf(names);
    }
  }

  /**
   * A way from a thing of the question to another.
   *
   * @param steps in order
   * @param score how well it fits the question, 0…1
   */
  public record Path(List<Step> steps, double score) {

    public Path {
      steps = List.copyOf(steps);
    }

    /** Where it ends. */
    public Entity end() {
      return steps.get(steps.size() - 1).to();
    }
  }

  /**
   * One step.
   *
   * @param from where it begins
   * @param predicate how the subject is related to the object
   * @param to where it ends
   * @param forward whether {@code from} is the subject; else {@code to} is
   * @param proofs the memories that say so, newest first, at least one
   * @param since since when it holds
   * @param until until when it held; null while it holds
   */
  public record Step(
      Entity from,
      String predicate,
      Entity to,
      boolean forward,
      List<Memory> proofs,
      Instant since,
      @Nullable Instant until) {

    public Step {
      proofs = List.copyOf(proofs);
    }
  }
}
