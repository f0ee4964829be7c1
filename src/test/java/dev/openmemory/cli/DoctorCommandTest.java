package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.embedding.TinyReranker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir Path userHome;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(userHome);
  }

  @Test
  void aSoundInstallationIsDescribed() {
    shell.run("add", "--user", "ann", "Likes olives");

    Shell.Result result = shell.run("doctor", "--reindex");

    assertThat(result.code()).as(result.out()).isZero();
    assertThat(result.out())
        .contains("SQLite 3")
        .contains("bge-small-en-v1.5-q")
        .contains("ONNX Runtime")
        .contains("1 active")
        .contains(userHome.resolve(".openmemory").resolve("memory.db").toString())
        .contains("Nothing is wrong.");
  }

  @Test
  void theReportIsDataToo() {
    JsonNode report = shell.run("doctor", "--json").json();

    assertThat(report.get("sound").asBoolean()).isTrue();
    assertThat(report.get("problems")).isEmpty();
    assertThat(report.at("/database/vector_index").asText()).isNotBlank();
    assertThat(report.at("/database/because").asText()).isNotBlank();
    assertThat(report.at("/program/java").asText()).startsWith(Runtime.version().toString());
  }

  @Test
  void theReRankerIsNamedWhereThereIsOne() {
    assertThat(shell.run("doctor", "--json").json().at("/reranker/id").asText()).isEqualTo("none");
    TinyReranker.write(userHome.resolve(".openmemory").resolve("models"));

    assertThat(shell.run("doctor").out()).contains("tiny", "the best 30 hits", "50% of a score");
    assertThat(
            shell
                .environment("OPENMEMORY_RERANKER", "none")
                .run("doctor", "--json")
                .json()
                .at("/reranker/id")
                .asText())
        .isEqualTo("none");
  }

  @Test
  void aReRankerThatDoesNotLoadIsAProblem() {
    TinyReranker.writeBroken(userHome.resolve(".openmemory").resolve("models"));

    Shell.Result result = shell.run("doctor");

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(result.out()).contains("✗ The re-ranker tiny cannot be loaded");
  }

  @Test
  void aReRankerThatIsNamedAndNotThereIsAProblem() {
    Shell.Result result =
        shell.environment("OPENMEMORY_RERANKER", "ms-marco-MiniLM-L-6-v2").run("doctor");

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(result.out()).contains("✗ The re-ranker ms-marco-MiniLM-L-6-v2 lacks");
  }

  @Test
  void aModelThatIsNotThereIsAProblemWithARemedy() {
    Shell.Result result = shell.run("doctor", "--model", "nonesuch");

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(result.out()).contains("✗").contains("nonesuch").contains("bge-small-en-v1.5-q");
  }

  @Test
  void aDatabaseThatIsNoneIsAProblem() throws IOException {
    Path file = Files.writeString(userHome.resolve("notes.txt"), "x".repeat(5_000));

    Shell.Result result = shell.run("doctor", "--db", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(result.out()).contains("✗").contains("not a database");
    assertThat(file).hasContent("x".repeat(5_000));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no such rights there")
  void aSecretThatOthersMayReadIsAProblem() throws IOException {
    shell.run("config", "set", "token", "hunter2");
    Path file = userHome.resolve(".openmemory/config.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Shell.Result result = shell.run("doctor");

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(result.out()).contains("chmod 600").doesNotContain("hunter2");
  }
}
