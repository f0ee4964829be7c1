package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openmemory.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  private static final String HOSTILE = "a\u001b[2Jb\u0007\u009b31m\u202egnol\u2066x\u007f";

  @Test
  void whatATerminalWouldActOnIsSpelledOut() {
    assertThat(Printable.text(HOSTILE))
        .isEqualTo("a\\x1b[2Jb\\x07\\x9b31m\\u202egnol\\u2066x\\x7f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Zoë 東京 🦊 naïve", "two\nlines\tand a tab"})
  void harmlessTextStaysAsItIs(String text) {
    assertThat(Printable.text(text)).isEqualTo(text);
    assertThat(Printable.json(text)).isEqualTo(text);
  }

  @Test
  void aLineHasNoLineFeed() {
    assertThat(Printable.line(" a\r\nb\t c ")).isEqualTo("a b c");
  }

  @Test
  void jsonKeepsItsValue() throws JsonProcessingException {
    String json = Json.pretty(Map.of("memory", HOSTILE));

    String safe = Printable.json(json);

    assertThat(safe).doesNotContain("\u009b", "\u202e", "\u2066", "\u007f", "\u001b");
    assertThat(Json.read(safe).get("memory").asText()).isEqualTo(HOSTILE);
  }
}
