package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice between the two indexes that a process makes for itself. */
@Vec0Present
class FirstVec0IndexTest extends VectorIndexContract {

  private static StoreOptions options(Path folder) {
    return Samples.options(folder, StoreOptions.IndexChoice.AUTO);
  }

  /** Opens a file that has had many memories. */
  @Override
  MemoryStore open(Path folder) {
    StoreOptions options = options(folder);
    Stores.open(options).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + options.file());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO sqlite_sequence (name, seq) VALUES ('memory', "
              + (FirstVec0Index.FEW + 1)
              + ")");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return Stores.open(options);
  }

  @Test
  void fewMemoriesAreSearchedInMemoryFromTheFirst(@TempDir Path folder) {
    try (MemoryStore few = Stores.open(options(folder))) {
      assertThat(few.info().vectorIndex()).isEqualTo("resident");
      assertThat(few.info().vectorIndexReason()).contains("few memories", "vec0 (sqlite-vec");
    }
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
