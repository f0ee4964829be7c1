package dev.openmemory.porting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.GraphRequest;
import dev.openmemory.engine.Intake;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs export, each from a sample of its shape. */
class ForeignImportTest {

  private static final Scope ME = Scope.user("me");

  @TempDir Path folder;
  private Engine engine;
  private final List<String> refused = new ArrayList<>();

  @BeforeEach
  void open() {
    engine = Ported.engine(folder.resolve("memory.db"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static byte[] sample(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/porting", name));
  }

  private ImportReport imported(byte[] file) {
    return Ported.imported(engine, file, ME, false, refused);
  }

  private List<Memory> memories(Scope scope) {
    return engine.list(scope, EnumSet.allOf(State.class), null, 100, Ported.CURSOR).items();
  }

  /** Nothing is new the second time, and the store is sound. */
  private void again(byte[] file) {
    List<String> before = withoutAccesses();
    ImportReport second = imported(file);
    assertThat(second.anythingNew()).isFalse();
    assertThat(withoutAccesses()).isEqualTo(before);
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  /** Who read what is noted in the background, at some moment. */
  private List<String> withoutAccesses() {
    return Ported.exported(engine, Scope.ANY, false)
        .lines()
        .map(line -> line.replaceAll(",\"accesses\":\\[[^\\]]*\\]", ""))
        .toList();
  }

  @Test
  void mem0GetAllKeepsIdsTimesScopesMetadataAndTheGraph() throws IOException {
    byte[] file = sample("mem0-get-all.json");
    ImportReport report = imported(file);
    assertThat(report.format()).isEqualTo(Format.MEM0);
    assertThat(report.memories().added()).isEqualTo(3);
    assertThat(refused).containsExactly("results 3: it is nothing that can be imported");
    Memory first =
        engine.get(
            MemoryId.parse("892db2ae-06d9-49e5-8b3e-585ef9b85b8e"), Scope.ANY, Ported.CURSOR);
    assertThat(first.text()).isEqualTo("User lives in Lisbon");
    assertThat(first.scope()).isEqualTo(new Scope("maria", null, "trip", "mem0"));
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2024-07-26T17:29:36.630547Z"));
    assertThat(first.metadata().values())
        .containsEntry("source", "chat")
        .containsEntry("categories", List.of("home", "travel"));
    assertThat(memories(ME)).extracting(Memory::text).contains("Name is Maria Costa");
    assertThat(
            engine
                .graph(new GraphRequest("acme corp", null, ME, 1, 10, null, Ported.CURSOR))
                .paths())
        .isNotEmpty();
    again(file);
    // The same as an array, as the open source edition answers.
    String array = new String(file, UTF_8);
    array = array.substring(array.indexOf("[\n"), array.indexOf("],\n  \"relations\"") + 1);
    assertThat(imported(array.getBytes(UTF_8)).anythingNew()).isFalse();
  }

  @Test
  void whatIsToldAgainUnderAnotherIdIsKnown() {
    String item =
        """
        {"id": "%s", "memory": "%s", "user_id": "maria", "created_at": "2024-07-26T10:29:36Z"}""";
    String one = "11111111-1111-7111-8111-111111111111";
    String other = "22222222-2222-7222-8222-222222222222";
    String third = "33333333-3333-7333-8333-333333333333";
    String twice =
        "[%s,%s]".formatted(item.formatted(one, "Has a boat"), item.formatted(other, "Has a boat"));
    assertThat(Ported.imported(engine, twice.getBytes(UTF_8), ME, true, refused).memories())
        .as("a dry run")
        .isEqualTo(new Intake.Count(1, 1));
    assertThat(imported(twice.getBytes(UTF_8)).memories()).isEqualTo(new Intake.Count(1, 1));
    again(twice.getBytes(UTF_8));
    String later =
        "[%s,%s]"
            .formatted(item.formatted(third, "Has a boat"), item.formatted(other, "Has a car"));
    assertThat(imported(later.getBytes(UTF_8)).memories()).isEqualTo(new Intake.Count(1, 1));
    assertThat(memories(Scope.user("maria")))
        .extracting(Memory::text)
        .containsExactlyInAnyOrder("Has a boat", "Has a car");
    assertThat(refused).isEmpty();
  }

  @Test
  void theZipOfOpenMemoryKeepsStatesCategoriesAppsAndHistory() throws IOException {
    byte[] json = sample("openmemory-memories.json");
    byte[] zip =
        zip(
            new Object[] {"memories.json", json},
            new Object[] {
              "memories.jsonl.gz",
              gzip(
                  ("{\"id\":\"77777777-7777-4777-8777-777777777777\",\"content\":\"Only here\","
                          + "\"created_at\":\"2025-05-01T09:00:00\",\"state\":\"active\","
                          + "\"app\":\"cursor\",\"categories\":[\"x\"]}\n")
                      .getBytes(UTF_8))
            });
    ImportReport report = imported(zip);
    assertThat(refused).isEmpty();
    assertThat(report.format()).isEqualTo(Format.OPENMEMORY_ZIP);
    assertThat(report.memories().added()).isEqualTo(3);
    Memory archived =
        memories(Scope.user("kim")).stream()
            .filter(m -> m.state() == State.ARCHIVED)
            .findFirst()
            .orElseThrow();
    assertThat(archived.scope()).isEqualTo(new Scope("kim", null, null, "cursor"));
    assertThat(archived.metadata().values())
        .containsEntry("repo", "site")
        .containsEntry("categories", List.of("work"));
    assertThat(engine.history(archived.id(), Scope.ANY, Caller.UNKNOWN))
        .extracting(HistoryEvent::kind)
        .containsExactly(HistoryEvent.Kind.ADD, HistoryEvent.Kind.STATE);
    again(zip);
  }

  @Test
  void aMemoryThatBothFilesOfTheZipTellCountsOnce() throws IOException {
    byte[] line =
        ("{\"id\":\"77777777-7777-4777-8777-777777777777\",\"content\":\"In both\","
                + "\"created_at\":\"2025-05-01T09:00:00\",\"state\":\"active\"}")
            .getBytes(UTF_8);
    byte[] zip =
        zip(
            new Object[] {
              "memories.json", ("{\"memories\":[" + new String(line, UTF_8) + "]}").getBytes(UTF_8)
            },
            new Object[] {"memories.jsonl.gz", gzip(line)});

    ImportReport first = imported(zip);
    assertThat(refused).isEmpty();
    assertThat(first.memories()).isEqualTo(new Intake.Count(1, 0));
    assertThat(imported(zip).memories()).isEqualTo(new Intake.Count(0, 1));
  }

  @Test
  void theKnowledgeGraphOfTheMemoryServerBecomesMemoriesAndRelations() throws IOException {
    byte[] file = sample("knowledge-graph.jsonl");
    ImportReport report = imported(file);
    assertThat(report.format()).isEqualTo(Format.KNOWLEDGE_GRAPH);
    assertThat(refused).hasSize(1).first().asString().startsWith("line 4: ");
    assertThat(memories(ME))
        .extracting(Memory::text)
        .containsExactlyInAnyOrder(
            "John Smith: Speaks fluent Spanish",
            "John Smith: Graduated in 2019",
            "Anthropic is a organization",
            "John Smith works at Anthropic");
    assertThat(
            engine
                .graph(new GraphRequest("Anthropic", null, ME, 1, 10, null, Ported.CURSOR))
                .paths())
        .isNotEmpty();
    again(file);
    String document =
        "{\"entities\":[{\"name\":\"Anthropic\",\"entityType\":\"organization\","
            + "\"observations\":[]}],\"relations\":[]}";
    assertThat(imported(document.getBytes(UTF_8)).anythingNew()).isFalse();
  }

  @Test
  void ofChatGptTheVisibleBranchIsRememberedWithItsTimes() throws IOException {
    byte[] zip =
        zip(
            new Object[] {"user.json", "{}".getBytes(UTF_8)},
            new Object[] {"export/conversations.json", sample("chatgpt-conversations.json")});
    ImportReport report = imported(zip);
    assertThat(refused).isEmpty();
    assertThat(report.format()).isEqualTo(Format.CHATGPT);
    assertThat(report.messages().added()).isEqualTo(3);
    List<Memory> made = memories(new Scope("me", null, null, "chatgpt"));
    assertThat(made).extracting(Memory::text).noneMatch(text -> text.contains("Madrid"));
    List<Message> said =
        made.stream().flatMap(m -> engine.source(m, Caller.UNKNOWN).stream()).distinct().toList();
    assertThat(said)
        .extracting(Message::text)
        .contains("I am moving to Porto in June.", "My cat is called Mia.");
    assertThat(said)
        .extracting(Message::observedAt)
        .contains(Instant.parse("2024-04-30T18:00:01.500Z"));
    again(zip);
  }

  @Test
  void conversationsOfClaudeAreRemembered() throws IOException {
    byte[] file = sample("claude-conversations.json");
    ImportReport report = imported(file);
    assertThat(report.format()).isEqualTo(Format.CLAUDE);
    assertThat(report.messages().added()).isEqualTo(2);
    assertThat(memories(new Scope("me", null, "7770f0c1-aaaa-4bbb-8ccc-000000000001", "claude")))
        .extracting(m -> engine.source(m, Caller.UNKNOWN).orElseThrow().text())
        .contains("I grow tomatoes on my balcony.");
    again(file);
  }

  @Test
  void whatIsBrokenFromSomePlaceOnIsImportedUpToThere() throws IOException {
    String file = new String(sample("mem0-get-all.json"), UTF_8);
    String broken = file.substring(0, file.indexOf("{\"id\": \"x\"")) + "{\"id\": ";
    ImportReport report = imported(broken.getBytes(UTF_8));
    assertThat(report.memories().added()).isEqualTo(2);
    assertThat(refused).hasSize(1).first().asString().contains("it is not JSON");
  }

  @Test
  void aZipThatLeadsOutOfItselfOrSwellsIsRefused() throws IOException {
    for (String name :
        List.of(
            "../memories.json", "a/../../memories.json", "/memories.json", "C:\\memories.json")) {
      byte[] zip = zip(new Object[] {name, sample("openmemory-memories.json")});
      assertThatThrownBy(() -> imported(zip))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("leads out of it");
    }
    byte[] bomb = bomb();
    assertThat(bomb).hasSizeLessThan(400_000);
    assertThatThrownBy(() -> imported(bomb))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("swells");
    byte[] empty = zip(new Object[] {"readme.txt", "hello".getBytes(UTF_8)});
    assertThatThrownBy(() -> imported(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nothing that can be imported");
    byte[] cut = Arrays.copyOf(empty, 45);
    assertThatThrownBy(() -> imported(cut)).isInstanceOf(InvalidInputException.class);
    assertThat(engine.archive().memories(Scope.ANY)).isZero();
  }

  /** Spaces without end before a list. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("conversations.json"));
      zip.write('[');
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 300; i++) {
        zip.write(spaces);
      }
      zip.write(']');
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Object[]... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Object[] entry : entries) {
        zip.putNextEntry(new ZipEntry((String) entry[0]));
        zip.write((byte[]) entry[1]);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
