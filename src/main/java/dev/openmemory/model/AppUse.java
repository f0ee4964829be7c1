package dev.openmemory.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one client has done with the memory so far.
 *
 * @param name the client's name, as its calls give it
 * @param memories how many memories it handed in that are not deleted
 * @param lastWrite when it last handed one in; null for never
 * @param reads how many entries of the access log are its own; the log keeps the last of each
 *     memory
 * @param lastRead when it last read a memory; null for never, or too long ago to be logged
 * @param pausedSince since when it is kept out; null while it is let in
 */
public record AppUse(
    String name,
    long memories,
    @Nullable Instant lastWrite,
    long reads,
    @Nullable Instant lastRead,
    @Nullable Instant pausedSince) {}
