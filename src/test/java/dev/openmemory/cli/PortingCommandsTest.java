package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortingCommandsTest {

  @TempDir Path home;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(home);
  }

  @Test
  void anExportIsImportedElsewhereAndNeverReplacesAFileUnasked() throws IOException {
    shell.run("add", "--user", "ann", "I live in Berlin");
    Path file = home.resolve("out.jsonl");
    Shell.Result exported = shell.run("export", file.toString());
    assertThat(exported.err()).contains("exporting: 100 %");
    assertThat(exported.out()).contains(" written to " + file);
    assertThat(shell.run("export", file.toString()).code()).isEqualTo(2);
    assertThat(shell.run("export", "--yes", file.toString()).code()).isZero();

    Shell.Result streamed = shell.run("export", "-");
    assertThat(streamed.out().lines().count()).isEqualTo(Files.readAllLines(file).size());

    String other = home.resolve("other.db").toString();
    assertThat(shell.run("import", "--db", other, "--dry-run", file.toString()).out())
        .startsWith("Would add ");
    Shell.Result imported = shell.run("import", "--json", "--db", other, file.toString());
    assertThat(imported.json().at("/memories/added").asInt()).isPositive();
    assertThat(imported.json().at("/refused").asInt()).isZero();
    assertThat(shell.input(streamed.out()).run("import", "--db", other, "-").out())
        .startsWith("Added 0 memories of 0 messages;");
    assertThat(shell.run("search", "--db", other, "which city").out()).contains("Berlin");
    assertThat(shell.run("import", home.resolve("missing").toString()).code()).isEqualTo(2);
  }

  @Test
  void whatNamesNobodyBelongsToTheDefaultUserAndNotesNeedAnEmptyFolder() throws IOException {
    Path graph = home.resolve("memory.json");
    Files.writeString(
        graph,
        "{\"type\":\"entity\",\"name\":\"Ada\",\"entityType\":\"person\","
            + "\"observations\":[\"Likes bees\"]}\noops\n");
    Shell.Result imported = shell.run("import", graph.toString());
    assertThat(imported.out()).startsWith("Added 1 memory of 1 message;").contains("1 could not");
    assertThat(imported.err()).contains("line 2: it is not JSON");
    assertThat(shell.run("list", "--user", "ann").out()).contains("Ada: Likes bees");

    Path notes = home.resolve("notes");
    assertThat(shell.run("export", "--format", "markdown", notes.toString()).out())
        .startsWith("1 note written");
    assertThat(shell.run("export", "--format", "markdown", notes.toString()).code()).isEqualTo(2);
  }
}
