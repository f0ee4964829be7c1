package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an inspection finds, and what a reindexing repairs. */
class InspectionTest {

  private static final MemoryFilter ALL = MemoryFilter.active(Scope.ANY, Samples.NOON);

  private final Samples samples = new Samples(23);
  private final float[] vector = samples.vector();

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private MemoryStore store;

  @BeforeEach
  void fill() {
    store = Stores.open(Samples.options(folder));
    store.write(
        w -> {
          for (int i = 0; i < 20; i++) {
            samples.stored(w, Samples.ALICE, "a zebra " + i, samples.near(vector, 1));
          }
          return true;
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO memory_fts (memory_fts, rowid, text, scope) "
            + "VALUES ('delete', 3, 'a zebra 2', 's1') | keyword index",
        "UPDATE memory SET text = 'a lion' WHERE key = 4 | keyword index",
        "UPDATE signature SET state = 1 WHERE memory = 5 | out of step with their memories",
        "UPDATE signature SET bits = zeroblob(48) WHERE memory = 6 | not those of their embeddings",
        "DELETE FROM signature WHERE memory = 7 | out of step with their memories",
        "INSERT INTO signature SELECT 900, 900, 0, 1, 0, 0, 0, NULL, bits FROM signature LIMIT 1"
            + " | out of step with their memories",
      })
  void aDerivedTableThatIsOutOfStepIsFoundAndRepaired(String tampering, String finding) {
    tamper(tampering);
    assertThat(store.check().problems()).anyMatch(problem -> problem.contains(finding));
    tamper("UPDATE memory SET text = 'a zebra 3' WHERE key = 4");
    store.reindex();
    StoreCheck check = store.check();
    assertThat(check.problems()).isEmpty();
    assertThat(check.memories()).isEqualTo(20);
    List<ScoredId> words = store.read(r -> r.matching(List.of("zebra"), ALL, 50));
    List<ScoredId> near = store.read(r -> r.nearest(vector, ALL, 50));
    assertThat(words).hasSize(20);
    assertThat(near).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM embedding WHERE memory = 3 | no embedding",
        "UPDATE embedding SET vector = zeroblob(1536) WHERE memory = 4 | not unit vectors",
        "UPDATE embedding SET vector = x'00' WHERE memory = 4 | not unit vectors",
        "UPDATE memory SET text_hash = zeroblob(16) WHERE key = 5 | hash",
        "DELETE FROM message WHERE key = 6 | do not exist",
      })
  void aCanonicalTableThatIsWrongIsFound(String tampering, String finding) {
    tamper(tampering);
    assertThat(store.check().problems()).anyMatch(problem -> problem.contains(finding));
  }

  @Test
  void aProcessNoticesThatAnotherChangedTheSchemaOrTheModel() {
    tamper("PRAGMA user_version = 77");
    assertThatThrownBy(() -> store.<Long>read(r -> r.count(ALL)))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("another process");
    assertThatThrownBy(
            () -> store.write(w -> samples.stored(w, Samples.ALICE, "late", samples.vector())))
        .isInstanceOfSatisfying(
            MisconfiguredException.class, e -> assertThat(e.remedy()).contains("Restart"));
  }

  /** Changes the file behind the store's back. */
  private void tamper(String statement) {
    DatabaseFile file = DatabaseFile.prepare(folder.resolve("memory.db"));
    try (Connections other =
        new Connections(
            file, Samples.options(folder).busyTimeout(), Vec0Library.none("for the test"))) {
      other.writer().script("PRAGMA foreign_keys = OFF");
      other.writer().script(statement);
    }
  }
}
