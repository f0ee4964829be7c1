package dev.openmemory.porting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

  @TempDir static Path shared;
  static Engine full;
  static String everything = "";

  @TempDir Path folder;
  private final List<String> refused = new ArrayList<>();

  @BeforeAll
  static void fill() {
    try (Engine engine = Ported.engine(shared.resolve("memory.db"))) {
      Ported.fill(engine); // who read what is noted by the time it is closed
    }
    full = Ported.engine(shared.resolve("memory.db"));
    everything = Ported.exported(full, Scope.ANY, true);
  }

  @AfterAll
  static void close() {
    full.close();
  }

  private Engine empty() {
    return Ported.engine(folder.resolve("empty.db"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsExportedImportedAndExportedAgainIsTheSame(boolean vectors) {
    String export = vectors ? everything : withoutVectors();
    assertThat(export.lines().map(line -> line.split("\"")[3]).distinct())
        .containsExactly(
            "openmemory",
            "scope",
            "app",
            "message",
            "entity",
            "memory",
            "supersession",
            "coverage",
            "job",
            "end");
    assertThat(export).contains("\"importance\":0.75,\"pinned\":true");
    try (Engine other = empty()) {
      ImportReport report = Ported.imported(other, export, refused);
      assertThat(refused).isEmpty();
      assertThat(report.format()).isEqualTo(Format.OPENMEMORY_LINES);
      assertThat(report.embedded()).isEqualTo(!vectors);
      assertThat(Ported.sorted(Ported.exported(other, Scope.ANY, vectors)))
          .isEqualTo(Ported.sorted(export));
      // The vectors that were made anew are those that were there, also where they lean.
      assertThat(Ported.sorted(Ported.exported(other, Scope.ANY, true)))
          .isEqualTo(Ported.sorted(everything));
      assertThat(other.diagnose().problems()).isEmpty();
      String after = Ported.exported(other, Scope.ANY, false);
      ImportReport second = Ported.imported(other, export, refused);
      assertThat(second.anythingNew()).isFalse();
      assertThat(second.memories().known()).isEqualTo(report.memories().added());
      assertThat(Ported.exported(other, Scope.ANY, false)).isEqualTo(after);
      RecallRequest question =
          new RecallRequest("Which city?", Ported.ANN, 5, null, false, Ported.CURSOR);
      assertThat(other.recall(question).hits())
          .extracting(hit -> hit.memory())
          .isEqualTo(full.recall(question).hits().stream().map(hit -> hit.memory()).toList());
    }
  }

  /** As an export without vectors is; the access log of the shared memory may have grown. */
  private static String withoutVectors() {
    return everything
        .replaceFirst("\"vectors\":true", "\"vectors\":false")
        .replaceAll(",\"(context_)?vector\":\"[^\"]*\"", "");
  }

  @Test
  void badLinesAreToldWithTheirNumberAndTheRestIsImported() {
    List<String> lines = new ArrayList<>(Ported.exported(full, Scope.ANY, true).lines().toList());
    long memories = lines.stream().filter(line -> line.startsWith("{\"type\":\"memory\"")).count();
    lines.add(1, "{\"type\":\"planet\"}");
    lines.add(2, "{\"type\":");
    lines.add(3, "[1]");
    int bad = lines.size() - 1;
    lines.add(
        bad,
        lines.stream()
            .filter(line -> line.startsWith("{\"type\":\"memory\""))
            .findFirst()
            .orElseThrow()
            .replaceAll("\"id\":\"[^\"]*\"", "\"id\":\"01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60\"")
            .replaceFirst(
                "\"message\":\"[^\"]*\"", "\"message\":\"01980f6e-2c1a-7b3e-9f00-000000000000\""));
    try (Engine other = empty()) {
      ImportReport report = Ported.imported(other, String.join("\r\n", lines), refused);
      assertThat(refused).hasSize(5);
      assertThat(refused.get(0)).startsWith("line 2: 'planet' is no type of line");
      assertThat(refused.get(1)).startsWith("line 3: it is not JSON");
      assertThat(refused.get(2)).startsWith("line 4: it is not a JSON object");
      assertThat(refused.get(3)).startsWith("the end: the file had");
      assertThat(refused.get(4)).startsWith("line " + (bad + 1) + ": there is no message 01980f6e");
      assertThat(report.refused()).isEqualTo(5);
      assertThat(report.memories().added()).isEqualTo(memories);
      assertThat(other.diagnose().problems()).isEmpty();
      assertThat(other.archive().memories(Scope.ANY)).isEqualTo(memories);
    }
  }

  @Test
  void aFileThatEndsEarlyIsTakenAsFarAsItGoes() {
    String export = Ported.exported(full, Scope.ANY, true);
    String cut = export.substring(0, export.lastIndexOf("{\"type\":\"memory\"") + 50);
    try (Engine other = empty()) {
      ImportReport report = Ported.imported(other, cut, refused);
      assertThat(refused).hasSize(2);
      assertThat(refused.get(1)).contains("ends early");
      assertThat(report.memories().added()).isPositive();
    }
  }

  @Test
  void aDryRunSaysWhatWouldComeOfItAndWritesNothing() {
    String export = Ported.exported(full, Scope.ANY, false);
    try (Engine other = empty()) {
      ImportReport report =
          Ported.imported(other, export.getBytes(UTF_8), Scope.ANY, true, refused);
      assertThat(report.memories().added()).isEqualTo(full.archive().memories(Scope.ANY));
      assertThat(other.archive().memories(Scope.ANY)).isZero();
    }
    assertThat(
            Ported.imported(full, export.getBytes(UTF_8), Scope.ANY, true, refused)
                .memories()
                .added())
        .isZero();
  }

  @Test
  void aScopeIsExportedWithAllThatItNeedsAndNothingElse() {
    String export = Ported.exported(full, Scope.user("bo"), false);
    assertThat(export).contains("two hives").contains("Rex").doesNotContain("Berlin", "ann");
    try (Engine other = empty()) {
      Ported.imported(other, export, refused);
      assertThat(refused).isEmpty();
      assertThat(other.archive().memories(Scope.ANY))
          .isEqualTo(full.archive().memories(Scope.user("bo")));
    }
    assertThat(Ported.exported(full, Scope.user("nobody"), false).lines()).hasSize(2);
  }

  @Test
  void anExportOfTheFutureIsRefused() {
    try (Engine other = empty()) {
      assertThatThrownBy(
              () ->
                  Ported.imported(
                      other, "{\"type\":\"openmemory\",\"format\":2,\"version\":\"9\"}\n", refused))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("format 2");
      assertThatThrownBy(() -> Ported.imported(other, "hello", refused))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void thingsThatAreKnownAlreadyAreNotThereTwice() {
    try (Engine other = empty()) {
      Ported.remember(other, Ported.ANN, null, Ported.said("I work at Acme Corp."));
      Ported.imported(other, Ported.exported(full, Scope.ANY, true), refused);
      assertThat(refused).isEmpty();
      String export = Ported.exported(other, Scope.user("ann"), false);
      assertThat(
              export
                  .lines()
                  .filter(line -> line.startsWith("{\"type\":\"entity\""))
                  .filter(line -> line.contains("\"name\":\"Acme Corp\"")))
          .hasSize(1);
      assertThat(other.diagnose().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEMORY", "ENTITY"})
  void notesHaveNamesThatAreSafeAndSayWhatIsKnown(MarkdownExport.By by) throws IOException {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    long count = MarkdownExport.write(full.archive(), Scope.ANY, by, notes, Progress.NONE);
    try (Stream<Path> files = Files.list(notes)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize((int) count).isNotEmpty();
      assertThat(all)
          .allSatisfy(
              file -> assertThat(file.getFileName().toString()).matches("[a-z0-9-]{36,110}\\.md"));
      String text =
          all.stream()
              .map(
                  file -> {
                    try {
                      return Files.readString(file);
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  })
              .collect(Collectors.joining());
      assertThat(text).contains("---\nid: \"").contains("Lisbon");
    }
  }
}
