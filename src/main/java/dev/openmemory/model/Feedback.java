package dev.openmemory.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of a memory.
 *
 * @param memory which memory
 * @param verdict how it is judged; null where only the reason is given, or the judgement is taken
 *     back
 * @param reason why, in words, at most {@link #MAX_REASON} UTF-16 units
 * @param client the software that handed it in
 * @param at when
 */
public record Feedback(
    MemoryId memory,
    @Nullable Verdict verdict,
    @Nullable String reason,
    @Nullable String client,
    Instant at) {

  /** The longest reason. */
  public static final int MAX_REASON = 2_000;

  public Feedback {
    if (reason != null) {
      reason = Text.clean("the reason", reason);
      if (reason.length() > MAX_REASON) {
        throw new InvalidInputException(
            "the reason has " + reason.length() + " characters", "Use at most " + MAX_REASON + ".");
      }
    }
  }

  /** How a memory is judged. */
  public enum Verdict {
    POSITIVE,
    NEGATIVE,
    VERY_NEGATIVE;

    /**
     * The verdict with that name, in capitals or not.
     *
     * @throws InvalidInputException if there is none
     */
    public static Verdict ofKey(String key) {
      for (Verdict verdict : values()) {
        if (verdict.name().equalsIgnoreCase(key)) {
          return verdict;
        }
      }
      throw new InvalidInputException(
          "'" + key + "' is not a feedback", "Use one of POSITIVE, NEGATIVE, VERY_NEGATIVE.");
    }
  }
}
