package dev.openmemory.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallReportTest {

  private static final Path SET = Path.of("src/test/resources/recall-set");

  /** The expected figures are those of the referee of the public sets for the same rankings. */
  @Test
  void theMeasuresAreThoseOfTheReferee() {
    RecallReport report =
        RecallReport.of(
            RecallSet.read(SET),
            Map.of(
                "q1", List.of("a2", "a1", "b1"),
                "q2", List.of("b2", "b1", "b2", "a2", "a3", "a1"),
                "q3", List.of("c2", "c1"),
                "q4", List.of("b1")));
    assertThat(report.scored()).isEqualTo(4);
    assertThat(report.message())
        .containsEntry("recall@1", 0.0833)
        .containsEntry("any@1", 0.25)
        .containsEntry("all@1", 0.0)
        .containsEntry("recall@10", 0.75)
        .containsEntry("ndcg@10", 0.5287)
        .containsEntry("mrr", 0.5);
    assertThat(report.sessions()).isEqualTo(3);
    assertThat(report.session())
        .containsEntry("recall@1", 0.5)
        .containsEntry("any@1", 0.6667)
        .containsEntry("all@1", 0.3333)
        .containsEntry("ndcg@10", 0.6667)
        .containsEntry("mrr", 0.6667);
    assertThat(report.byCategory())
        .hasEntrySatisfying(
            "multi", category -> assertThat(category.measures()).containsEntry("ndcg@10", 0.8529))
        .hasEntrySatisfying(
            "single",
            category -> {
              assertThat(category.count()).isEqualTo(3);
              assertThat(category.measures()).containsEntry("ndcg@10", 0.4206);
            });
  }

  @Test
  void aRunFindsTheMessagesAndASecondRunOnTheSameStoreFindsTheSame(@TempDir Path folder) {
    RecallSet set = RecallSet.read(SET);
    Path database = folder.resolve("memory.db");
    Path sources = folder.resolve("sources.json");
    RecallRun.Result first;
    try (Engine engine = Engines.open(database, Clock.systemUTC())) {
      RecallRun run = new RecallRun(set, engine, false);
      run.ingest(share -> {});
      run.saveSources(sources);
      first = run.ask(share -> {});
    }
    assertThat(first.rankings()).containsOnlyKeys("q1", "q2", "q3", "q4", "q5");
    assertThat(first.millis()).hasSize(5);
    assertThat(first.rankings().get("q3")).startsWith("c1").containsOnly("c1", "c2");
    assertThat(RecallReport.of(set, first.rankings()).message()).containsEntry("recall@10", 1.0);
    try (Engine engine = Engines.open(database, Clock.systemUTC())) {
      RecallRun again = new RecallRun(set, engine, false);
      again.loadSources(sources);
      assertThat(again.ask(share -> {}).rankings()).isEqualTo(first.rankings());
    }
  }

  @Test
  void aLineThatIsNotOfTheFormatIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        "{\"id\":\"a\",\"pool\":\"p\",\"text\":\"x\"}\n\n{\"id\":1}\n");
    assertThatThrownBy(() -> RecallSet.read(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("corpus.jsonl, line 3");
    assertThatThrownBy(() -> RecallSet.read(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class);
  }
}
