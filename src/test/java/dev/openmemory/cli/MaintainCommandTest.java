package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code maintain} and {@code get --explain} as a person uses them. */
class MaintainCommandTest {

  private final Shell shell;

  MaintainCommandTest(@TempDir Path home) {
    shell = new Shell(home);
  }

  private String add(String... words) {
    String[] arguments = new String[words.length + 2];
    arguments[0] = "add";
    arguments[1] = "--json";
    System.arraycopy(words, 0, arguments, 2, words.length);
    return shell.run(arguments).json().at("/memories/0/id").asText();
  }

  @Test
  void whatWouldBePutAwayIsShownThenPutAwayThenBroughtBack() {
    add("--observed-at", "2020-01-01", "I live in Berlin.");
    add("--observed-at", "2020-02-01", "I moved from Berlin to Lisbon.");

    Shell.Result preview = shell.run("maintain");
    assertThat(preview.out()).contains("superseded", "User lives in Berlin");
    assertThat(preview.err()).contains("Nothing was changed");
    assertThat(shell.run("list").out()).contains("User lives in Berlin");

    assertThat(shell.run("maintain", "--apply").out()).contains("Archived 1 memory;");
    assertThat(shell.run("list").out()).doesNotContain("User lives in Berlin");
    JsonNode nothing = shell.run("maintain", "--json").json();
    assertThat(nothing.path("items")).isEmpty();
    assertThat(nothing.path("applied").asBoolean()).isFalse();

    assertThat(shell.run("maintain", "--undo").out()).contains("Brought 1 memory back.");
    assertThat(shell.run("list").out()).contains("User lives in Berlin");
    assertThat(shell.run("maintain", "--undo").code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(shell.run("maintain", "--undo", "--apply").code()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void getExplainsWhereAMemoryComesFrom() {
    String berlin = add("--observed-at", "2020-01-01", "I live in Berlin.");
    add("--observed-at", "2020-01-02", "I live in Berlin!");
    add("--observed-at", "2020-02-01", "I moved from Berlin to Lisbon.");

    assertThat(shell.run("get", "--explain", berlin).out())
        .contains("made by", "rules", "from the message", "I live in Berlin.", "through cli")
        .contains("made of the passage", "said again", "I live in Berlin!")
        .contains("replaced by", "Lisbon");
    JsonNode older = shell.run("get", "--explain", "--json", berlin).json();
    assertThat(older.at("/repeated_in/0/text").asText()).isEqualTo("I live in Berlin!");
    String lisbon = older.at("/replaced_by/id").asText();
    JsonNode newer = shell.run("get", "--explain", "--json", lisbon).json();
    assertThat(newer.at("/replaces/0/id").asText()).isEqualTo(berlin);
    assertThat(newer.at("/made_of/0/text").asText()).isEqualTo("I moved from Berlin to Lisbon.");
    assertThat(newer.at("/source/text").asText()).isEqualTo("I moved from Berlin to Lisbon.");
  }
}
