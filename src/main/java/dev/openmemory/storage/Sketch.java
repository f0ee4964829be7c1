package dev.openmemory.storage;

import dev.openmemory.model.Actor;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a ranking needs to know of a memory besides its scores.
 *
 * @param id which memory
 * @param message the message it was made of
 * @param before the message before that one in the same run; null at its start or without a run
 * @param after the message after that one in the same run; null at its end or without a run
 * @param run equal for the memories of one run of one user, 0 without a run
 * @param actor who said it
 * @param verbatim whether it is a passage as it was said
 * @param text what it says
 * @param observedAt when it was said
 * @param validTo until when it was true; null while nothing has replaced it
 */
public record Sketch(
    MemoryId id,
    MessageId message,
    @Nullable MessageId before,
    @Nullable MessageId after,
    long run,
    Actor actor,
    boolean verbatim,
    String text,
    Instant observedAt,
    @Nullable Instant validTo) {}
