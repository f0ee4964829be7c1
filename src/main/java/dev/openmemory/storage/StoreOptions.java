package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How to open a store.
 *
 * @param file the database; it and its folder are made if missing
 * @param space the space of the configured model; a new store takes it, an existing one must have
 *     it
 * @param index which vector index to use
 * @param nativeCache the folder that native libraries are unpacked into
 * @param busyTimeout how long a writer waits for another process
 */
public record StoreOptions(
    Path file, EmbeddingSpace space, IndexChoice index, Path nativeCache, Duration busyTimeout) {

  /** The choices of vector index. */
  public enum IndexChoice {
    /** {@link #RESIDENT}, or {@link #VEC0} for a process that asks only a few questions. */
    AUTO,
    /** sqlite-vec, in the file, no warm-up; an error where its library cannot be loaded. */
    VEC0,
    /** In memory, in Java, warmed up by the first search. */
    RESIDENT
  }
}
