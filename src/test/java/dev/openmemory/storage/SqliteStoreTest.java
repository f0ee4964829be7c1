package dev.openmemory.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite store with its index in memory. */
class SqliteStoreTest extends KinContract {

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @Override
  MemoryStore open() {
    return Stores.open(Samples.options(folder));
  }
}
