package dev.openmemory.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void whatTheDocumentsLinkToIsThere() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> all =
          Stream.concat(
                  Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")),
                  docs.filter(file -> file.toString().endsWith(".md")))
              .toList();
      for (Path document : all) {
        Matcher links = LINK.matcher(Files.readString(document));
        while (links.find()) {
          assertThat(document.toAbsolutePath().resolveSibling(links.group(1)))
              .as("%s links to %s", document, links.group(1))
              .exists();
        }
      }
    }
  }

  @Test
  void theFirstScreenNamesTheTwoCommands() throws IOException {
    assertThat(Files.readString(Path.of("README.md")).lines().limit(12))
        .anySatisfy(line -> assertThat(line).startsWith("scripts/openmemory server start"))
        .anySatisfy(line -> assertThat(line).startsWith("mvn -B verify"));
  }
}
