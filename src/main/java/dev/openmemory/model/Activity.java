package dev.openmemory.model;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much one client used the memory in one way on one day.
 *
 * @param day in UTC
 * @param kind the way
 * @param client the software that called; null when unknown
 * @param calls how many times
 * @param items how many memories were made or found by all calls
 * @param micros how long all calls took, in microseconds
 * @param slowest how long the slowest call took, in microseconds
 */
public record Activity(
    LocalDate day,
    Kind kind,
    @Nullable String client,
    long calls,
    long items,
    long micros,
    long slowest) {

  /** The ways to use a memory that are counted. */
  public enum Kind {
    ADD,
    SEARCH;

    /** The name on the wire, such as {@code add}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
