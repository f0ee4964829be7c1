package dev.openmemory.engine;

import dev.openmemory.model.Importance;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of one memory; what is null stays as it is.
 *
 * @param id which memory
 * @param text the new text, raw
 * @param metadata replaces the old metadata whole
 * @param state the new state; {@code ACTIVE} brings a deleted memory back
 * @param expiresAt an empty Optional means never; null leaves it as it is
 * @param importance 0…1; an empty Optional means that nobody says; null leaves it as it is
 * @param pinned whether it is kept as it is; null leaves it as it was
 */
@SuppressWarnings("NullableOptional") // three-valued on purpose: absent, cleared, set
public record Revision(
    MemoryId id,
    @Nullable String text,
    @Nullable Metadata metadata,
    @Nullable State state,
    @Nullable Optional<Instant> expiresAt,
    @Nullable Optional<Double> importance,
    @Nullable Boolean pinned) {

  public Revision {
    if (text == null
        && metadata == null
        && state == null
        && expiresAt == null
        && importance == null
        && pinned == null) {
      throw new InvalidInputException(
          "the update changes nothing",
          "Give a new text, metadata, state, expiry, importance, or whether it is pinned.");
    }
  }

  /** A change of anything but how much it matters. */
  @SuppressWarnings("NullOptional") // null means: leave it as it is
  public Revision(
      MemoryId id,
      @Nullable String text,
      @Nullable Metadata metadata,
      @Nullable State state,
      @Nullable Optional<Instant> expiresAt) {
    this(id, text, metadata, state, expiresAt, null, null);
  }

  /** A change of how much a memory matters alone. */
  @SuppressWarnings("NullOptional") // null means: leave it as it is
  public static Revision importance(
      MemoryId id, @Nullable Optional<Double> importance, @Nullable Boolean pinned) {
    return new Revision(id, null, null, null, null, importance, pinned);
  }

  /** What a memory's importance becomes. */
  Importance importance(Importance before) {
    return new Importance(
        importance == null ? before.value() : importance.orElse(null),
        pinned == null ? before.pinned() : pinned);
  }

  /** A change of the text alone. */
  public static Revision text(MemoryId id, String text) {
    return new Revision(id, text, null, null, null);
  }

  /** A change of the state alone. */
  @SuppressWarnings("NullOptional") // null means: leave the expiry as it is
  public static Revision state(MemoryId id, State state) {
    return new Revision(id, null, null, state, null);
  }
}
