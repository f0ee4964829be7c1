package dev.openmemory.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one memory.
 *
 * @param memory which memory
 * @param kind how it was read
 * @param client the software that read it
 * @param at when
 */
public record AccessEvent(MemoryId memory, Kind kind, @Nullable String client, Instant at) {

  /** The ways to read a memory. */
  public enum Kind {
    SEARCH,
    LIST,
    GET;

    /** The name on the wire, such as {@code search}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
