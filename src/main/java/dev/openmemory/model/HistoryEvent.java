package dev.openmemory.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One change of one memory.
 *
 * @param memory which memory
 * @param kind what happened
 * @param oldText the text before; null for an addition
 * @param newText the text after; null for a deletion
 * @param oldState the state before; null for an addition
 * @param newState the state after
 * @param message the message that caused it, where one did
 * @param client the software that asked for it
 * @param at when
 */
public record HistoryEvent(
    MemoryId memory,
    Kind kind,
    @Nullable String oldText,
    @Nullable String newText,
    @Nullable State oldState,
    State newState,
    @Nullable MessageId message,
    @Nullable String client,
    Instant at) {

  /** What can happen to a memory. */
  public enum Kind {
    ADD,
    UPDATE,
    DELETE,
    RESTORE,
    STATE,
    SIGHTING,
    /** A later memory took its place; the message is the one that says so. */
    SUPERSEDE;

    /** The name on the wire, such as {@code add}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
