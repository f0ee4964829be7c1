package dev.openmemory.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite store with sqlite-vec. */
@Vec0Present
class Vec0StoreTest extends KinContract {

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @Override
  MemoryStore open() {
    return Stores.open(Samples.options(folder, StoreOptions.IndexChoice.VEC0));
  }
}
