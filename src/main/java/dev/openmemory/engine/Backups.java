package dev.openmemory.engine;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.storage.Backup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Copies of a whole database, and their return. Needs no model. Safe from any thread. */
public final class Backups {

  private Backups() {}

  /**
   * What was copied.
   *
   * @param memories how many memories
   * @param schema the version of the schema
   * @param space of the embeddings
   */
  public record Copy(long memories, int schema, Optional<EmbeddingSpace> space) {

    private static Copy of(Backup.Content content) {
      return new Copy(content.memories(), content.schema(), content.space());
    }
  }

  /**
   * Copies the database as it is at this moment, whatever others write meanwhile.
   *
   * @param to replaced if it exists
   */
  public static Copy make(EngineOptions options, Path to) {
    return Copy.of(backup(options).copy(options.database(), to));
  }

  /** What a copy holds, if it is sound and of a version that is known. */
  public static Copy examine(EngineOptions options, Path copy) {
    return Copy.of(backup(options).examine(copy));
  }

  /**
   * Puts a copy in the place of the database; what was there is kept beside it.
   *
   * @return where that is now; empty where there was nothing
   * @throws dev.openmemory.model.UnavailableException if somebody has the database open
   */
  public static Optional<Path> restore(EngineOptions options, Path copy, Instant now) {
    return backup(options).restore(copy, options.database(), now);
  }

  private static Backup backup(EngineOptions options) {
    return new Backup(options.nativeCache(), options.busyTimeout());
  }
}
