package dev.openmemory.model;

import java.util.List;

/**
 * What came of a job.
 *
 * @param added how many facts were new
 * @param repeated how many facts were known
 * @param superseded how many memories were replaced
 * @param notes what went wrong on the way, fit for a person to read and without what was said
 * @param inputTokens tokens sent to a language model
 * @param outputTokens tokens that a language model answered with
 */
public record JobOutcome(
    int added,
    int repeated,
    int superseded,
    List<String> notes,
    long inputTokens,
    long outputTokens) {

  public JobOutcome {
    notes = List.copyOf(notes);
  }

  /** Nothing came of it, for one reason. */
  public static JobOutcome nothing(String note) {
    return new JobOutcome(0, 0, 0, List.of(note), 0, 0);
  }
}
