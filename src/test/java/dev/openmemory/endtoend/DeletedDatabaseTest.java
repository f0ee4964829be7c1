package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose file is taken away: it says so, acknowledges nothing, and goes on living. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeletedDatabaseTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aDeletedFileIsReportedAndFoundAgainWhenItIsPutBack(StdioPeer.Era era) throws IOException {
    Path database = Product.database(folder);
    Path elsewhere = folder.resolve("elsewhere.db");
    try (StdioPeer peer = StdioPeer.start(folder, era)) {
      ObjectNode first = Answers.object().put("text", "The ferry leaves at nine on Sundays.");
      String id = Answers.addedId(peer.call("add_memory", first));

      Files.move(database, elsewhere);
      ObjectNode second = Answers.object().put("text", "The bakery closes at noon on Mondays.");
      assertThat(Answers.refusal(peer.call("add_memory", second)))
          .contains(database.toString(), "deleted");
      ObjectNode query = Answers.object().put("query", "When does the ferry leave?");
      assertThat(Answers.refusal(peer.call("search_memory", query)))
          .contains(database.toString(), "deleted");
      assertThat(database).doesNotExist();

      Files.move(elsewhere, database);
      assertThat(Answers.ids(Answers.structured(peer.call("search_memory", query)).get("memories")))
          .containsExactly(id);
      assertThat(Answers.addedId(peer.call("add_memory", second))).isNotEqualTo(id);
    }
  }
}
