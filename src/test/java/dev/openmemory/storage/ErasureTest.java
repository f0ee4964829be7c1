package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Message;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is erased is nowhere in the file any more. */
class ErasureTest {

  private static final MemoryFilter ALL = MemoryFilter.active(Scope.ANY, Samples.NOON);

  private final Samples samples = new Samples(17);

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noByteOfAnErasedMemoryIsLeft(boolean withLibrary) {
    String secret = "The xylophonist keeps quetzalcoatlus feathers. " + "More of it. ".repeat(2000);
    float[] vector = samples.vector();
    Memory memory;
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      fill(store, 300);
      memory =
          store.write(
              w -> {
                Memory made = samples.stored(w, Samples.ALICE, secret, vector);
                w.record(
                    new HistoryEvent(
                        made.id(),
                        HistoryEvent.Kind.ADD,
                        null,
                        secret,
                        null,
                        State.ACTIVE,
                        made.provenance().message(),
                        null,
                        Samples.NOON));
                return made;
              });
      // Merges of the keyword index leave their old pages behind.
      fill(store, 300);
      store.write(
          w -> {
            w.update(memory.withText(secret + " Again.", Samples.NOON), vector);
            return true;
          });
      fill(store, 300);
    }
    assertThat(traces(secret, vector)).isNotEmpty();
    Vec0Library library =
        withLibrary ? Vec0Library.unpack(Samples.NATIVE) : Vec0Library.none("for the test");
    try (MemoryStore store = SqliteStore.open(Samples.options(folder), library)) {
      store.write(
          w -> {
            w.erase(memory.id());
            return true;
          });
      assertThat(traces(secret, vector)).isEmpty();
      assertThat(store.check().problems()).isEmpty();
    }
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      store.write(w -> samples.stored(w, Samples.ALICE, "one more", samples.vector()));
      assertThat(store.<Long>read(r -> r.count(ALL))).isEqualTo(901);
      assertThat(store.check().problems()).isEmpty();
    }
    assertThat(traces(secret, vector)).isEmpty();
  }

  @Test
  void messagesThatWereOnlySeenAgainGoWithTheMemory() {
    Message again = samples.message(Samples.ALICE, "tea, again");
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      Memory memory = store.write(w -> samples.stored(w, Samples.ALICE, "tea", samples.vector()));
      store.write(
          w -> {
            w.add(again);
            w.sighting(memory.id(), again.id(), Samples.NOON);
            w.erase(memory.id());
            return true;
          });
      assertThat(store.<Boolean>read(r -> r.message(again.id()).isEmpty())).isTrue();
      assertThat(store.check().problems()).isEmpty();
    }
  }

  private void fill(MemoryStore store, int memories) {
    for (int i = 0; i < memories / 10; i++) {
      store.write(
          w -> {
            for (int j = 0; j < 10; j++) {
              samples.stored(w, Samples.ALICE, "ordinary words number " + j, samples.vector());
            }
            return true;
          });
    }
  }

  /** Which parts of a memory some file of the store holds. */
  private List<String> traces(String text, float[] vector) {
    List<String> traces = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        // Whole words, stems as the keyword index keeps them, the vector, its signs.
        for (String part :
            List.of(
                text.substring(0, 40),
                "ylophonist",
                "quetzalcoatl",
                latin(Vectors.bytes(vector)).substring(0, 64),
                latin(Vectors.bytes(Vectors.signature(vector))))) {
          if (bytes.contains(part)) {
            traces.add(file.getFileName() + ": " + part);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return traces;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
