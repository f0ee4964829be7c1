package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallCommandTest {

  @TempDir Path home;
  private Shell shell;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    shell = new Shell(home);
    file = home.resolve(".cursor/mcp.json");
    Files.createDirectories(home.resolve(".cursor"));
    Files.writeString(file, "{\n  \"mcpServers\": {\n    \"a\": {\"url\": \"x\"}\n  }\n}\n");
  }

  @Test
  void aDryRunShowsWhatChangesAndChangesNothing() throws IOException {
    String before = Files.readString(file);
    Shell.Result result = shell.run("install", "--dry-run", "--http", "cursor");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains(
            "-     \"a\": {\"url\": \"x\"}\n",
            "+     \"a\": {\"url\": \"x\"},\n",
            "+       \"url\": \"http://127.0.0.1:8765/mcp\"\n");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void itIsEnteredListedAndTakenOutAgain() throws IOException {
    String before = Files.readString(file);
    Shell.Result result = shell.run("install", "cursor", "--db", "other.db");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("What it was: ").contains("Restart Cursor");
    assertThat(Files.readString(file))
        .contains("scripts" + "/openmemory\"", "\"--transport\", \"stdio\", \"--db\", \"/");
    assertThat(shell.run("install", "--list").out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("cursor          installed"))
        .anySatisfy(line -> assertThat(line).startsWith("claude-code     no file"))
        .hasSize(10);
    assertThat(shell.run("install", "cursor", "--db", "other.db").out()).contains("no change");
    assertThat(shell.run("uninstall", "--json", "cursor").json().get("changed").asBoolean())
        .isTrue();
    assertThat(Files.readString(file)).isEqualTo(before);
    try (Stream<Path> backups = Files.list(home.resolve(".cursor"))) {
      assertThat(backups.filter(f -> f.toString().endsWith(".bak"))).hasSize(2);
    }
  }

  @Test
  void theTokenIsEnteredAndNotShown() throws IOException {
    shell.environment("OPENMEMORY_TOKEN", "a-very-secret-token-of-mine");
    assertThat(shell.run("install", "--http", "--dry-run", "cursor").out())
        .contains("Bearer ***")
        .doesNotContain("very-secret");
    shell.run("install", "--http", "cursor");
    assertThat(Files.readString(file)).contains("Bearer a-very-secret-token-of-mine");
  }

  @Test
  void aProjectHasAFileOfItsOwn() throws IOException {
    Path project = Files.createDirectory(home.resolve("site"));
    assertThat(shell.run("install", "--project", project.toString(), "claude-code").code())
        .isZero();
    assertThat(project.resolve(".mcp.json")).exists();
    for (List<String> wrong :
        List.of(
            List.of("install", "emacs"),
            List.of("install", "--http", "claude-desktop"),
            List.of("install", "--project", project.toString(), "cline"))) {
      Shell.Result result = shell.run(wrong.toArray(String[]::new));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).isNotBlank();
    }
  }
}
