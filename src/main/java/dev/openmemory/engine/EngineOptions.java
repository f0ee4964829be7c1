package dev.openmemory.engine;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.storage.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How to open an {@link Engine}.
 *
 * @param database the file; made if missing
 * @param defaultUser whose memory it is when a write does not say
 * @param lifetime what kind of process this is
 * @param index which vector index to use
 * @param nativeCache the folder that native libraries are unpacked into
 * @param busyTimeout how long a write waits for another process
 * @param ranking how answers are ranked
 */
public record EngineOptions(
    Path database,
    String defaultUser,
    Lifetime lifetime,
    Index index,
    Path nativeCache,
    Duration busyTimeout,
    RankingOptions ranking) {

  /** The same with the default ranking. */
  public EngineOptions(
      Path database,
      String defaultUser,
      Lifetime lifetime,
      Index index,
      Path nativeCache,
      Duration busyTimeout) {
    this(database, defaultUser, lifetime, index, nativeCache, busyTimeout, RankingOptions.DEFAULT);
  }

  /** How long another process may hold the file before a write gives up. */
  public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(10);

  /** The kinds of process. */
  public enum Lifetime {
    /** Asks a few questions and ends. */
    ONE_SHOT,
    /** Serves for hours. */
    LONG_LIVED
  }

  /** The choices of vector index. */
  public enum Index {
    /** What suits the {@link Lifetime} and the platform. */
    AUTO,
    /** sqlite-vec; an error where its library cannot be loaded. */
    VEC0,
    /** In memory, in Java. */
    RESIDENT
  }

  /** How the store is opened for that. */
  StoreOptions store(EmbeddingSpace space) {
    StoreOptions.IndexChoice choice =
        switch (index) {
          case VEC0 -> StoreOptions.IndexChoice.VEC0;
          case RESIDENT -> StoreOptions.IndexChoice.RESIDENT;
          case AUTO ->
              lifetime == Lifetime.LONG_LIVED
                  ? StoreOptions.IndexChoice.RESIDENT
                  : StoreOptions.IndexChoice.AUTO;
        };
    return new StoreOptions(database, space, choice, nativeCache, busyTimeout);
  }
}
