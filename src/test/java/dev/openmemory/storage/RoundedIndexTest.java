package dev.openmemory.storage;

import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Scope;
import java.nio.file.Path;

/** The vector index in memory after its first search, when it has the rounded vectors too. */
class RoundedIndexTest extends VectorIndexContract {

  @Override
  MemoryStore open(Path folder) {
    MemoryStore store = Stores.open(Samples.options(folder, StoreOptions.IndexChoice.RESIDENT));
    float[] query = new Samples(1).vector();
    for (int search = 0; search < 2; search++) {
      store.read(r -> r.nearest(query, MemoryFilter.active(Scope.ANY, Samples.NOON), 1));
    }
    return store;
  }
}
