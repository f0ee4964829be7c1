package dev.openmemory.distill;

import dev.openmemory.model.DistillerKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the distillers of a process did since it began. Safe from any thread. */
public final class Tally {

  private final Map<DistillerKind, Count> counts = new EnumMap<>(DistillerKind.class);

  Tally() {}

  /**
   * What one kind of distiller did.
   *
   * @param kind which kind
   * @param successes attempts that succeeded, with facts or without
   * @param failures attempts that failed
   * @param inputTokens tokens sent to a language model
   * @param outputTokens tokens that it answered with
   */
  public record Count(
      DistillerKind kind, long successes, long failures, long inputTokens, long outputTokens) {

    private Count and(Distillation.Attempt attempt) {
      return new Count(
          kind,
          successes + (attempt.successful() ? 1 : 0),
          failures + (attempt.successful() ? 0 : 1),
          inputTokens + attempt.inputTokens(),
          outputTokens + attempt.outputTokens());
    }
  }

  synchronized void note(Distillation.Attempt attempt) {
    counts.merge(
        attempt.kind(),
        new Count(attempt.kind(), 0, 0, 0, 0).and(attempt),
        (before, unused) -> before.and(attempt));
  }

  /** One count for each kind that was tried. */
  public synchronized List<Count> counts() {
    return List.copyOf(counts.values());
  }
}
