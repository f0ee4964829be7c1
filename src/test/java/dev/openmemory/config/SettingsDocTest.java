package dev.openmemory.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.docs.GeneratedSection;
import dev.openmemory.embedding.EmbeddingModels;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsDocTest {

  @Test
  void theDocumentNamesEverySetting() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append("| key | environment | default | takes | what it is |\n|---|---|---|---|---|\n");
    for (Setting setting : Setting.values()) {
      table.append(
          "| `%s`%s | `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.secret() ? " (secret)" : setting.inFile() ? "" : " (environment only)",
                  setting.environment(),
                  setting.fallback().replace("<", "&lt;").replace(">", "&gt;"),
                  setting.kind().describe(),
                  setting.help()));
    }
    GeneratedSection.holds(Path.of("docs/settings.md"), "settings", table.toString());
  }

  @Test
  void theDefaultModelIsTheOneThatComesWithTheProgram() {
    assertThat(Setting.MODEL.fallback()).isEqualTo(EmbeddingModels.DEFAULT);
  }
}
