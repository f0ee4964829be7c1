package dev.openmemory.model;

import java.time.Instant;

/**
 * A stretch of time and how many memories were observed in it.
 *
 * @param from its beginning, inclusive
 * @param to its end, exclusive
 * @param memories how many, without the covered passages
 * @param superseded how many of those have been replaced since
 */
public record Span(Instant from, Instant to, long memories, long superseded) {}
