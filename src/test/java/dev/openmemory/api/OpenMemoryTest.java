package dev.openmemory.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.engine.Recalled;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a program uses it. */
class OpenMemoryTest {

  private static final Path MODELS = Path.of("models");
  private static final String MODEL = "bge-small-en-v1.5-q";
  private static final Scope ALICE = Scope.user("alice");

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @Test
  void theExampleOfTheDocumentationDoesWhatItSays() throws IOException {
    List<Recalled.Hit> hits = Example.run(folder.resolve("memory.db"));
    assertThat(hits.get(0).memory().text()).contains("bees behind the orchard");

    String source = Files.readString(Path.of("src/test/java/dev/openmemory/api/Example.java"));
    String code =
        source
            .substring(source.indexOf("// begin\n") + 9, source.indexOf("\n    // end"))
            .stripIndent();
    assertThat(Files.readString(Path.of("docs/java.md"))).contains(code.strip());
  }

  @Test
  void whatIsDeletedCanBeRestored() {
    try (OpenMemory memory = open()) {
      Memory added = memory.add("I keep bees.", ALICE).outcomes().get(0).memory();
      memory.delete(added.id());
      assertThatThrownBy(() -> memory.get(added.id())).isInstanceOf(NotFoundException.class);
      assertThat(memory.search("bees", ALICE)).isEmpty();
      memory.restore(added.id());
      assertThat(memory.get(added.id()).text()).isEqualTo(added.text());
      assertThat(memory.search("bees", ALICE)).isNotEmpty();
      assertThat(memory.deleteAll(ALICE)).isPositive();
      assertThat(memory.list(ALICE, null, 10).items()).isEmpty();
    }
  }

  @Test
  void whatWasReplacedIsTrueAgainWhenItIsRestored() {
    try (OpenMemory memory = open()) {
      memory.add("I live in Berlin.", ALICE);
      memory.add("I moved from Berlin to Lisbon.", ALICE);
      Memory berlin = fact(memory, "Berlin");
      assertThat(berlin.validity().supersededBy()).isNotNull();

      Memory restored = memory.restore(berlin.id());
      assertThat(restored.validity().to()).isNull();
      assertThat(restored.validity().supersededBy()).isNull();
      assertThat(memory.get(berlin.id())).isEqualTo(restored);
      assertThat(memory.history(berlin.id()))
          .last()
          .extracting(HistoryEvent::kind)
          .isEqualTo(HistoryEvent.Kind.RESTORE);
      assertThatThrownBy(() -> memory.restore(berlin.id()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("nothing has replaced it");
    }
  }

  private static Memory fact(OpenMemory memory, String ending) {
    return memory.list(ALICE, null, 20).items().stream()
        .filter(it -> it.text().equals("User lives in " + ending))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoWritesAndForWhomIsNoted() {
    try (OpenMemory memory = open()) {
      Memory added = memory.add("I keep bees.", Scope.ANY).outcomes().get(0).memory();
      assertThat(added.scope().userId()).isEqualTo("nadia");
      assertThat(added.scope().appId()).isEqualTo("garden-planner");
      assertThat(added.provenance().client()).isEqualTo("garden-planner");
    }
  }

  @Test
  void aModelThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> OpenMemory.at(folder.resolve("m.db")).model("nowhere", MODELS).open())
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("nowhere");
  }

  private OpenMemory open() {
    return OpenMemory.at(folder.resolve("memory.db"))
        .model(MODEL, MODELS)
        .user("nadia")
        .client("garden-planner")
        .open();
  }
}
