package dev.openmemory.model;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One discrete, self-contained fact, or one passage as it was said.
 *
 * @param id its identity
 * @param text what it says, cleaned by {@link Text#clean}
 * @param scope whose it is
 * @param provenance where it comes from
 * @param state whether it can be found
 * @param validity when it was true
 * @param observedAt when it was said
 * @param createdAt when it was stored
 * @param updatedAt when its text, state or metadata last changed
 * @param expiresAt from when on it is no longer found; null for never
 * @param sightings how many times it was said, at least 1
 * @param metadata what the caller attached
 * @param importance how much it matters
 */
public record Memory(
    MemoryId id,
    String text,
    Scope scope,
    Provenance provenance,
    State state,
    Validity validity,
    Instant observedAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    int sightings,
    Metadata metadata,
    Importance importance) {

  public Memory {
    if (sightings < 1) {
      throw new IllegalArgumentException("a memory was said at least once");
    }
  }

  /** A memory of which nobody has said how much it matters. */
  public Memory(
      MemoryId id,
      String text,
      Scope scope,
      Provenance provenance,
      State state,
      Validity validity,
      Instant observedAt,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant expiresAt,
      int sightings,
      Metadata metadata) {
    this(
        id,
        text,
        scope,
        provenance,
        state,
        validity,
        observedAt,
        createdAt,
        updatedAt,
        expiresAt,
        sightings,
        metadata,
        Importance.UNSAID);
  }

  /** This memory with another text, changed at that time. */
  public Memory withText(String newText, Instant at) {
    return changed(at, copy -> copy.text = newText);
  }

  /** This memory with another state, changed at that time. */
  public Memory withState(State newState, Instant at) {
    return changed(at, copy -> copy.state = newState);
  }

  /** This memory with another validity, changed at that time. */
  public Memory withValidity(Validity newValidity, Instant at) {
    return changed(at, copy -> copy.validity = newValidity);
  }

  /** This memory with other metadata, changed at that time. */
  public Memory withMetadata(Metadata newMetadata, Instant at) {
    return changed(at, copy -> copy.metadata = newMetadata);
  }

  /** This memory with another expiry, changed at that time; null for never. */
  public Memory withExpiry(@Nullable Instant newExpiry, Instant at) {
    return changed(at, copy -> copy.expiresAt = newExpiry);
  }

  /** This memory with another importance, changed at that time. */
  public Memory withImportance(Importance newImportance, Instant at) {
    return changed(at, copy -> copy.importance = newImportance);
  }

  private Memory changed(Instant at, Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.changed(at);
  }

  /** What of a memory may change, while it does; all else is that of the memory it was made of. */
  private static final class Copy {

    private final Memory of;
    private String text;
    private State state;
    private Validity validity;
    private @Nullable Instant expiresAt;
    private Metadata metadata;
    private Importance importance;

    Copy(Memory of) {
      this.of = of;
      this.text = of.text;
      this.state = of.state;
      this.validity = of.validity;
      this.expiresAt = of.expiresAt;
      this.metadata = of.metadata;
      this.importance = of.importance;
    }

    Memory changed(Instant at) {
      return new Memory(
          of.id,
          text,
          of.scope,
          of.provenance,
          state,
          validity,
          of.observedAt,
          of.createdAt,
          at,
          expiresAt,
          of.sightings,
          metadata,
          importance);
    }
  }
}
