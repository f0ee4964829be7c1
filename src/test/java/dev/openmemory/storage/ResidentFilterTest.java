package dev.openmemory.storage;

import java.nio.file.Path;

/** Filters in a store that searches by the index in memory. */
class ResidentFilterTest extends FilterContract {

  @Override
  MemoryStore open(Path folder) {
    return Stores.open(Samples.options(folder, StoreOptions.IndexChoice.RESIDENT));
  }
}
