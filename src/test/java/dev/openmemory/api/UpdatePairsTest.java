package dev.openmemory.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.engine.Remembered;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said later ends what it changes and nothing else, with rules and the real model. */
class UpdatePairsTest {

  private static final Path PAIRS = Path.of("src/test/resources/updates/pairs.txt");

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  /**
   * Two sentences of one person.
   *
   * @param replaced whether the later ends the earlier
   */
  private record Pair(boolean replaced, String earlier, String later) {

    static Pair of(String line) {
      String[] parts = line.split(" \\| ");
      assertThat(parts).as(line).hasSize(3);
      assertThat(parts[0]).as(line).isIn("replaced", "stands");
      return new Pair(parts[0].equals("replaced"), parts[1], parts[2]);
    }
  }

  @Test
  void whatIsSaidLaterEndsWhatItChangesAndNothingElse() throws IOException {
    List<Pair> pairs =
        Files.readAllLines(PAIRS).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Pair::of)
            .toList();
    assertThat(pairs).hasSizeGreaterThan(150);
    List<Pair> missed = new ArrayList<>();
    List<Pair> ended = new ArrayList<>();
    try (OpenMemory memory =
        OpenMemory.at(folder.resolve("memory.db"))
            .model("bge-small-en-v1.5-q", Path.of("models"))
            .open()) {
      for (int i = 0; i < pairs.size(); i++) {
        Pair pair = pairs.get(i);
        Scope person = Scope.user("person " + i);
        memory.add(pair.earlier(), person);
        Remembered remembered = memory.add(pair.later(), person);
        boolean replaced = !remembered.replacements().isEmpty();
        if (replaced != pair.replaced()) {
          (replaced ? ended : missed).add(pair);
        }
      }
    }
    assertThat(ended).as("what is still true").isEmpty();
    assertThat(missed).as("what is true no longer").isEmpty();
  }
}
