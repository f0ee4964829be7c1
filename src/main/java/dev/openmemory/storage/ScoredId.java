package dev.openmemory.storage;

import dev.openmemory.model.MemoryId;

/**
 * A memory that a search found.
 *
 * @param id which memory
 * @param score higher is better; the search says in what unit
 */
public record ScoredId(MemoryId id, double score) {}
