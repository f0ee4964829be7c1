package dev.openmemory.storage;

/** Opens stores. */
public final class Stores {

  private Stores() {}

  /**
   * Opens the store in a file, which is made, readable by its owner alone, where it is missing.
   *
   * @throws dev.openmemory.model.MisconfiguredException if the file is not a database, or another
   *     program's, or of a newer version, or of another embedding model, or cannot be written
   * @throws dev.openmemory.model.UnavailableException if another process keeps it busy
   * @throws dev.openmemory.model.StorageFailureException if it is damaged or the disk fails
   */
  public static MemoryStore open(StoreOptions options) {
    return SqliteStore.open(options);
  }
}
