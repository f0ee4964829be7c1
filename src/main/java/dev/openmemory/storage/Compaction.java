package dev.openmemory.storage;

/**
 * What came of making the file smaller and faster.
 *
 * @param before bytes before, the log included
 * @param after bytes after
 * @param vacuumed whether the file was written anew, which is done where much of it is empty
 */
public record Compaction(long before, long after, boolean vacuumed) {}
