package dev.openmemory.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said, verbatim: the source of memories, never altered.
 *
 * @param id its identity
 * @param scope whose conversation it belongs to
 * @param actor who said it
 * @param client the software that handed it in, such as an MCP client's name
 * @param text what was said, cleaned by {@link Text#clean}
 * @param observedAt when it was said
 * @param recordedAt when it was stored
 */
public record Message(
    MessageId id,
    Scope scope,
    Actor actor,
    @Nullable String client,
    String text,
    Instant observedAt,
    Instant recordedAt) {}
