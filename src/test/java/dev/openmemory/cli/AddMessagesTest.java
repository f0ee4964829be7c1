package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code add --messages}. */
class AddMessagesTest {

  private final Path home;
  private final Shell shell;

  AddMessagesTest(@TempDir Path home) {
    this.home = home;
    this.shell = new Shell(home);
  }

  @Test
  void aConversationOfManyLinesIsRememberedInOrder() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      lines
          .append("{\"role\": \"user\", \"name\": \"Ada\", \"content\": \"Parcel ")
          .append(i)
          .append(" went to bay ")
          .append(i * 7)
          .append(".\", \"observed_at\": \"2026-05-01\"}\n");
    }
    Path file = Files.writeString(home.resolve("talk.jsonl"), lines);
    Shell.Result added =
        shell.run("add", "--verbatim", "--run", "depot", "--messages", file.toString());
    assertThat(added.out()).isEqualTo("120 messages: 120 new, 0 known\n");
    assertThat(added.err()).contains("remembering: 100 %");
    JsonNode listed = shell.run("list", "--json", "--limit", "5", "--run", "depot").json();
    assertThat(listed.path("total").asInt()).isEqualTo(120);
    assertThat(listed.at("/memories/0/name").asText()).isEqualTo("Ada");
    assertThat(listed.at("/memories/0/observed_at").asText()).startsWith("2026-05-01");
    Shell.Result again =
        shell.run("add", "--verbatim", "--run", "depot", "--messages", file.toString());
    assertThat(again.out()).isEqualTo("120 messages: 0 new, 120 known\n");
  }

  @Test
  void aListOnStandardInputWillDo() {
    String list =
        "[{\"role\": \"user\", \"content\": \"I keep bees.\"},"
            + " {\"role\": \"assistant\", \"content\": \"How many hives?\"}]";
    JsonNode added = shell.input(list).run("add", "--verbatim", "--json", "--messages", "-").json();
    assertThat(added.path("messages").asInt()).isEqualTo(2);
    assertThat(added.path("added").asInt()).isEqualTo(2);
  }

  @Test
  void aLineThatIsNoMessageIsNamedAndNothingIsStored() {
    String lines = "{\"role\": \"user\", \"content\": \"I keep bees.\"}\n\n{\"role\": \"user\"}\n";
    Shell.Result refused = shell.input(lines).run("add", "--messages", "-");
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(refused.err()).contains("line 3 has no content");
    assertThat(shell.run("list").out()).isEmpty();
    assertThat(shell.input("{oops").run("add", "--messages", "-").err()).contains("line 1");
    assertThat(shell.run("add", "--messages", "-", "and", "a", "text").err()).contains("both");
  }
}
