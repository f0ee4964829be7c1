package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalRecallCommandTest {

  private static final String SET = "src/test/resources/recall-set";

  @TempDir Path home;
  private Shell shell;

  @BeforeEach
  void open() {
    shell =
        new Shell(home)
            .environment("OPENMEMORY_MODELS", Path.of("models").toAbsolutePath().toString());
  }

  @Test
  void theFirstRunRemembersAndTheSecondOnlyAsks() throws IOException {
    Path first = home.resolve("first.jsonl");
    Path second = home.resolve("second.jsonl");
    Shell.Result run = shell.run("eval", "recall", SET, "--rankings", first.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("4 questions with right answers", "recall@10 1.000", "ms each");
    assertThat(run.err()).contains("remembering recall-set: 100 %", "asking: 100 %");
    assertThat(home.resolve(".openmemory/eval")).isNotEmptyDirectory();
    Shell.Result again = shell.run("eval", "recall", SET, "--rankings", second.toString());
    assertThat(again.err()).doesNotContain("remembering");
    assertThat(Files.readAllLines(first)).hasSize(5).isEqualTo(Files.readAllLines(second));
  }

  @Test
  void eachSignalIsTurnedOffInTurn() {
    JsonNode json =
        shell.run("eval", "recall", SET, "--ablate", "--json", "--cache", home.toString()).json();
    assertThat(json.path("message").path("recall@10").asDouble()).isEqualTo(1.0);
    assertThat(List.of("semantic", "keyword"))
        .allSatisfy(signal -> assertThat(json.path("without").has(signal)).isTrue());
  }

  @Test
  void aSignalThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
    Shell.Result run = shell.run("eval", "recall", SET, "--weight", "magic=1");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("no signal 'magic'", "semantic, keyword");
  }
}
