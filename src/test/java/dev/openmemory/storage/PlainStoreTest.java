package dev.openmemory.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite store on a platform without sqlite-vec. */
class PlainStoreTest extends KinContract {

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @Override
  MemoryStore open() {
    return SqliteStore.open(
        Samples.options(folder, StoreOptions.IndexChoice.AUTO), Vec0Library.none("for the test"));
  }
}
