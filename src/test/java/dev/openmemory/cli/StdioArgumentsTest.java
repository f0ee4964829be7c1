package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.config.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StdioArgumentsTest {

  private static List<String> words(String line) {
    return Arrays.asList(line.split(" "));
  }

  @Test
  void whatClientsStartIsRead() {
    assertThat(StdioArguments.parse(words("server start --transport stdio"))).contains(Map.of());
    assertThat(
            StdioArguments.parse(
                words("server start --db /a/b.db --transport=stdio --user=ann --model m")))
        .contains(Map.of(Setting.DB, "/a/b.db", Setting.USER, "ann", Setting.MODEL, "m"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server start",
        "server start --transport http",
        "server start --transport",
        "server start --transport stdio --verbose",
        "server start --transport stdio --help",
        "server start --transport stdio --transport stdio",
        "server start --transport stdio --db",
        "server start --transport stdio --db --user",
        "server start --transport stdio --db a --db b",
        "server start --transport stdio --colour red",
        "server start --transport stdio extra word",
        "server status --transport stdio",
        "add server start --transport stdio",
      })
  void whatIsNotRecognisedIsLeftToTheFullParser(String line) {
    assertThat(StdioArguments.parse(words(line))).isEmpty();
  }
}
