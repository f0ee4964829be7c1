package dev.openmemory.distill.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps writes from waiting for an endpoint that is known to be down. One failure opens it; while
 * it is open nobody who waits asks. After a pause, which doubles with every failure, one question
 * is due that nobody waits for: a success closes it. Safe from any thread.
 */
final class CircuitBreaker {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private @Nullable String problem;
  private Duration pause = FIRST_PAUSE;
  private long due;
  private boolean probing;

  /**
   * A closed one.
   *
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  CircuitBreaker(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Why it is open; empty while it is closed. */
  synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Whether the caller shall find out if the endpoint is back; true once until it is told what. */
  synchronized boolean takesProbe() {
    if (problem == null || probing || nanoTime.getAsLong() - due < 0) {
      return false;
    }
    probing = true;
    return true;
  }

  synchronized void succeeded() {
    problem = null;
    pause = FIRST_PAUSE;
    probing = false;
  }

  /**
   * Opens it, or keeps it open.
   *
   * @param why for people
   * @param atLeast how long the endpoint asked to be left alone; null where it did not
   */
  synchronized void failed(String why, @Nullable Duration atLeast) {
    boolean open = problem != null;
    if (open && !probing) {
      return; // a question that was under way when another opened it
    }
    pause = open ? doubled(pause) : FIRST_PAUSE;
    Duration wait = atLeast != null && atLeast.compareTo(pause) > 0 ? atLeast : pause;
    due = nanoTime.getAsLong() + wait.toNanos();
    problem = why;
    probing = false;
  }

  private static Duration doubled(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
