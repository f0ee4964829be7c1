package dev.openmemory.distill.llm;

import java.time.Duration;

/**
 * When to stop waiting, by the monotonic clock.
 *
 * @param nanos the moment, as {@link System#nanoTime} counts
 * @param within the whole time that was given
 */
record Deadline(long nanos, Duration within) {

  static Deadline in(Duration within) {
    return new Deadline(System.nanoTime() + within.toNanos(), within);
  }

  /** What is left; never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }
}
