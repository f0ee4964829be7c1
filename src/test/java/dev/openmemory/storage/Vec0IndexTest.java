package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The vector index of sqlite-vec. */
@Vec0Present
class Vec0IndexTest extends VectorIndexContract {

  @Override
  MemoryStore open(Path folder) {
    return Stores.open(Samples.options(folder, StoreOptions.IndexChoice.VEC0));
  }

  @Test
  void itSaysWhichVersionItIs() {
    assertThat(store.info().vectorIndex()).isEqualTo("vec0 (sqlite-vec 0.1.9)");
  }

  @Test
  void whatAProcessWithoutTheLibraryDidIsCaughtUpWithTheNextWrite() {
    Samples samples = new Samples(5);
    float[] query = samples.vector();
    Memory written;
    try (MemoryStore other = other()) {
      written = other.write(w -> samples.stored(w, Samples.ALICE, "written elsewhere", query));
      other.reindex();
    }
    MemoryFilter all = MemoryFilter.active(Scope.ANY, Samples.NOON);
    assertThat(nearest(query, all, 1).get(0).id()).isEqualTo(written.id());
    for (int i = 0; i < 3; i++) {
      store.write(w -> samples.stored(w, Samples.ALICE, "one more", samples.vector()));
    }
    assertThat(lag()).isZero();
    assertThat(nearest(query, all, 1).get(0).id()).isEqualTo(written.id());
    assertThat(store.check().problems()).isEmpty();
  }

  private long lag() {
    return store.read(
        r -> {
          Sql sql = ((Session) r).sql();
          return new SignatureRows(sql).countAfter(new Vec0Rows(sql).applied());
        });
  }
}
