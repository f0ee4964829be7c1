package dev.openmemory.storage;

import java.nio.file.Path;

/** Filters in a store that searches by sqlite-vec. */
@Vec0Present
class Vec0FilterTest extends FilterContract {

  @Override
  MemoryStore open(Path folder) {
    return Stores.open(Samples.options(folder, StoreOptions.IndexChoice.VEC0));
  }
}
