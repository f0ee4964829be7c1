package dev.openmemory.model;

import java.time.Instant;

/**
 * One more time that a memory was said.
 *
 * @param message the message that says it again
 * @param at when
 */
public record Sighting(MessageId message, Instant at) {}
