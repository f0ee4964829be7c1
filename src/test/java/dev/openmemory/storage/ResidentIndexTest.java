package dev.openmemory.storage;

import java.nio.file.Path;

/** The vector index in memory. */
class ResidentIndexTest extends VectorIndexContract {

  @Override
  MemoryStore open(Path folder) {
    return Stores.open(Samples.options(folder, StoreOptions.IndexChoice.RESIDENT));
  }
}
