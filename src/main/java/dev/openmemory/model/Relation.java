package dev.openmemory.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An edge of the graph, {@code (subject) --[predicate]--> (object)}, as one memory states it.
 *
 * @param subject what it is about
 * @param predicate a label such as {@code works_at}
 * @param object what the subject is so related to
 * @param memory the memory that says so
 * @param from since when it holds, inclusive
 * @param to until when it held, exclusive; null while it holds
 */
public record Relation(
    EntityId subject,
    String predicate,
    EntityId object,
    MemoryId memory,
    Instant from,
    @Nullable Instant to) {}
