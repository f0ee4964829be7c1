package dev.openmemory.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a memory was true. An open end means that nothing has replaced it.
 *
 * @param from since when it holds, inclusive
 * @param to until when it held, exclusive; null while it holds
 * @param supersededBy the memory that replaced it
 */
public record Validity(Instant from, @Nullable Instant to, @Nullable MemoryId supersededBy) {

  public Validity {
    if (to == null && supersededBy != null) {
      throw new IllegalArgumentException("a superseded memory has an end");
    }
  }

  /** Valid from then on, without an end. */
  public static Validity since(Instant from) {
    return new Validity(from, null, null);
  }

  /** Whether it held at that time. */
  public boolean at(Instant time) {
    return !time.isBefore(from) && (to == null || time.isBefore(to));
  }
}
