package dev.openmemory.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Facts to be distilled of messages that are stored already.
 *
 * @param id its identity
 * @param scope whose the messages are
 * @param client the software that handed them in
 * @param messages the messages, in order; one that was erased meanwhile is absent
 * @param expiresAt from when on the facts are no longer found; null for never
 * @param metadata attached to every fact made
 * @param createdAt when it was asked for
 * @param status how far it is
 * @param attempts how many times it was begun
 * @param startedAt when it was last begun; null before
 * @param finishedAt when it ended; null before
 * @param outcome what came of it; null before it ended
 */
public record Job(
    JobId id,
    Scope scope,
    @Nullable String client,
    List<MessageId> messages,
    @Nullable Instant expiresAt,
    Metadata metadata,
    Instant createdAt,
    Status status,
    int attempts,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable JobOutcome outcome) {

  public Job {
    messages = List.copyOf(messages);
  }

  /** A job that waits. */
  public static Job waiting(
      JobId id,
      Scope scope,
      @Nullable String client,
      List<MessageId> messages,
      @Nullable Instant expiresAt,
      Metadata metadata,
      Instant now) {
    return new Job(
        id, scope, client, messages, expiresAt, metadata, now, Status.PENDING, 0, null, null, null);
  }

  /** This job, ended well. */
  public Job succeeded(Instant at, JobOutcome what) {
    return new Job(
        id,
        scope,
        client,
        messages,
        expiresAt,
        metadata,
        createdAt,
        Status.SUCCEEDED,
        attempts,
        startedAt,
        at,
        what);
  }

  /** How far a job is. */
  public enum Status {
    /** Nobody has begun it, or whoever did was interrupted. */
    PENDING,
    /** Somebody is at it. */
    RUNNING,
    /** It ended well, even if there was nothing worth a fact. */
    SUCCEEDED,
    /** It was given up; what was said is kept as it was said. */
    FAILED;

    /** The name on the wire, such as {@code pending}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will come of it. */
    public boolean ended() {
      return this == SUCCEEDED || this == FAILED;
    }
  }
}
