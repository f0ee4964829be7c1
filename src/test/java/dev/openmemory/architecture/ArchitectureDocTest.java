package dev.openmemory.architecture;

import dev.openmemory.docs.GeneratedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureDocTest {

  private static final List<String> ORDER =
      List.of(
          "model",
          "json",
          "config",
          "storage",
          "embedding",
          "distill",
          "retrieval",
          "pipeline",
          "engine",
          "api",
          "mcp",
          "http",
          "porting",
          "clients",
          "eval",
          "cli");

  @Test
  void theDocumentHoldsTheTableThatTheCodeIsHeldTo() throws IOException {
    StringBuilder table =
        new StringBuilder("| package | what it is | may use | alone uses |\n|---|---|---|---|\n");
    TreeSet<String> rest = new TreeSet<>(ArchitectureTest.MAY_USE.keySet());
    for (String name : ORDER) {
      rest.remove(name);
      table.append(row(name));
    }
    for (String name : rest) {
      table.append(row(name));
    }
    GeneratedSection.holds(Path.of("docs/architecture.md"), "packages", table.toString());
  }

  private static String row(String name) throws IOException {
    String uses =
        ORDER.stream()
            .filter(ArchitectureTest.MAY_USE.get(name)::contains)
            .collect(Collectors.joining(", "));
    String alone =
        ArchitectureTest.ONLY_IN.entrySet().stream()
            .filter(entry -> entry.getValue().contains(name))
            .map(Map.Entry::getKey)
            .sorted()
            .map(library -> "`" + library.replace("..", "") + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(name, firstSentence(name), uses.isEmpty() ? "–" : uses, alone);
  }

  /** The first sentence of a package's documentation. */
  private static String firstSentence(String name) throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/dev/openmemory", name, "package-info.java"));
    String text =
        source
            .substring(source.indexOf("/**") + 3, source.indexOf("*/"))
            .replaceAll("\\n \\*", " ")
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .replaceAll("\\s+", " ")
            .strip();
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }
}
