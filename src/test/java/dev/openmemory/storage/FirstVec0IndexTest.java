package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Scope;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The choice between the two indexes that a process makes for itself. */
@Vec0Present
class FirstVec0IndexTest extends VectorIndexContract {

  @Override
  MemoryStore open(Path folder) {
    return Stores.open(Samples.options(folder, StoreOptions.IndexChoice.AUTO));
  }

  @Test
  void theIndexInMemoryTakesOverFromAProcessThatAsksOften() {
    float[] query = new Samples(3).vector();
    assertThat(store.info().vectorIndex()).startsWith("vec0");
    for (int i = 0; i < 4; i++) {
      nearest(query, MemoryStoreContract.active(Scope.ANY), 5);
    }
    assertThat(store.info().vectorIndex()).isEqualTo("resident");
  }
}
