package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a server answers to what it cannot use: a clear refusal, in both eras of the protocol. After
 * each case both servers live, and what was stored is found and listed, and nothing else.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadInputTest {

  private static final Map<StdioPeer.Era, StdioPeer> PEERS = new EnumMap<>(StdioPeer.Era.class);
  private static final NavigableSet<String> STORED = new TreeSet<>();

  @TempDir static Path folder;

  @BeforeAll
  static void startServers() throws IOException {
    for (StdioPeer.Era era : StdioPeer.Era.values()) {
      StdioPeer peer = StdioPeer.start(folder, era);
      PEERS.put(era, peer);
      String text = "The dog of the " + era + " lighthouse is called Brisa.";
      JsonNode added = peer.call("add_memory", Answers.object().put("text", text));
      STORED.add(Answers.addedId(added));
    }
  }

  @AfterAll
  static void endServers() {
    PEERS.values().forEach(StdioPeer::close);
  }

  /** One server is asked and the other lists, so both must live. */
  @AfterEach
  void nothingIsLostOrLeftBehind() throws IOException {
    JsonNode found =
        peer(StdioPeer.Era.SESSION)
            .call("search_memory", Answers.object().put("query", "lighthouse dog"));
    assertThat(Answers.ids(Answers.structured(found).get("memories"))).containsAll(STORED);
    JsonNode listed = peer(StdioPeer.Era.STATELESS).call("list_memories", Answers.object());
    assertThat(Answers.ids(Answers.structured(listed).get("memories")))
        .containsExactlyInAnyOrderElementsOf(STORED);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefusedInWords(StdioPeer.Era era, String tool, String arguments, String named)
      throws IOException {
    String filled = arguments.replace("STORED", STORED.first());
    String said = Answers.refusal(peer(era).call(tool, (ObjectNode) Json.read(filled)));
    assertThat(said).containsIgnoringCase(named).hasSizeLessThan(1_000);
    assertThat(said).doesNotContain("Exception", "\tat ", "dev.openmemory");
  }

  static Stream<Arguments> refusals() {
    String unknown = "00000000-0000-7000-8000-000000000000";
    List<List<String>> cases =
        List.of(
            List.of("add_memory", "{}", "text"),
            List.of("add_memory", "{\"text\": \"\"}", "empty"),
            List.of("add_memory", "{\"text\": \" \\n\\t \"}", "empty"),
            List.of("add_memory", "{\"text\": \"\\u0000\\u0007\"}", "empty"),
            List.of("add_memory", "{\"text\": 5}", "text"),
            List.of("add_memory", "{\"text\": null}", "text"),
            List.of("add_memory", "{\"messages\": []}", "message"),
            List.of("add_memory", "{\"messages\": \"hello\"}", "messages"),
            List.of("add_memory", "{\"messages\": [{\"role\": \"user\"}]}", "content"),
            List.of(
                "add_memory",
                "{\"messages\": [{\"role\": \"king\", \"content\": \"Hi.\"}]}",
                "role"),
            List.of("add_memory", "{\"text\": \"x\", \"usr_id\": \"nadia\"}", "usr_id"),
            List.of("add_memory", "{\"text\": \"x\", \"user_id\": 7}", "user_id"),
            List.of("add_memory", "{\"text\": \"x\", \"user_id\": \"\"}", "user_id"),
            List.of("add_memory", "{\"text\": \"x\", \"user_id\": \"a\\u0000b\"}", "user_id"),
            List.of("add_memory", "{\"text\": \"x\", \"run_id\": \"a\\ud800b\"}", "run_id"),
            List.of("add_memory", "{\"text\": \"x\", \"metadata\": [1]}", "metadata"),
            List.of(
                "add_memory", "{\"text\": \"x\", \"metadata\": {\"a\": \"\\ud800\"}}", "metadata"),
            List.of("add_memory", "{\"text\": \"x\", \"infer\": \"perhaps\"}", "infer"),
            List.of("add_memory", "{\"text\": \"x\", \"observed_at\": \"once\"}", "observed_at"),
            List.of("add_memory", "{\"text\": \"x\", \"expires_at\": 12}", "expires_at"),
            List.of("search_memory", "{}", "query"),
            List.of("search_memory", "{\"query\": \"\"}", "query"),
            List.of("search_memory", "{\"query\": [\"a\"]}", "query"),
            List.of("search_memory", "{\"query\": \"dog\", \"limit\": \"ten\"}", "limit"),
            List.of("search_memory", "{\"query\": \"dog\", \"limit\": -1}", "limit"),
            List.of("search_memory", "{\"query\": \"dog\", \"limit\": 100000000000}", "limit"),
            List.of("search_memory", "{\"query\": \"dog\", \"limit\": 2.5}", "limit"),
            List.of("search_memory", "{\"query\": \"dog\", \"session\": \"x\"}", "session"),
            List.of("search_memory", "{\"query\": \"dog\", \"tenant\": \"x\"}", "user_id"),
            List.of("list_memories", "{\"workspace_id\": \"x\"}", "app_id"),
            List.of("add_memory", "{\"text\": \"x\", \"shop_id\": 5}", "shop_id"),
            List.of("list_memories", "{\"cursor\": \"no cursor of ours\"}", "cursor"),
            List.of("list_memories", "{\"cursor\": \"\"}", "cursor"),
            List.of("list_memories", "{\"cursor\": 1}", "cursor"),
            List.of("list_memories", "{\"limit\": 0}", "limit"),
            List.of("get_memory", "{}", "id"),
            List.of("get_memory", "{\"memory_id\": \"" + unknown + "\"}", unknown),
            List.of("get_memory", "{\"memory_id\": \"not-an-id\"}", "not-an-id"),
            List.of("get_memory", "{\"memory_id\": {}}", "id"),
            List.of(
                "update_memory", "{\"memory_id\": \"" + unknown + "\", \"text\": \"x\"}", unknown),
            List.of("update_memory", "{\"memory_id\": \"STORED\", \"text\": \" \"}", "empty"),
            List.of("update_memory", "{\"memory_id\": \"STORED\"}", "text"),
            List.of("delete_memory", "{\"memory_id\": \"" + unknown + "\"}", unknown),
            List.of("memory_history", "{\"memory_id\": \"" + unknown + "\"}", unknown),
            List.of("delete_all_memories", "{}", "user_id"),
            List.of("forget_everything", "{}", "forget_everything"));
    return Stream.of(StdioPeer.Era.values())
        .flatMap(era -> cases.stream().map(c -> Arguments.of(era, c.get(0), c.get(1), c.get(2))));
  }

  @ParameterizedTest
  @EnumSource
  void fiveMegabytesAreRefusedWithTheLimit(StdioPeer.Era era) throws IOException {
    String text = "All work and no play makes a long memory. ".repeat(125_000);
    ObjectNode arguments = Answers.object().put("text", text);
    assertThat(Answers.refusal(peer(era).call("add_memory", arguments)))
        .contains("200")
        .hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @MethodSource("queriesWithOperators")
  void operatorsInAQueryAreWordsLikeOthers(StdioPeer.Era era, String query) throws IOException {
    JsonNode found = peer(era).call("search_memory", Answers.object().put("query", query));
    assertThat(Answers.ids(Answers.structured(found).get("memories"))).containsAll(STORED);
  }

  static Stream<Arguments> queriesWithOperators() {
    List<String> queries =
        List.of(
            "lighthouse \"dog",
            "\"",
            "*",
            "lighthouse*",
            "NEAR(lighthouse dog, 2)",
            "NEAR(",
            "lighthouse AND",
            "OR NOT dog",
            "text:dog",
            "-dog",
            "^dog + {lighthouse}",
            "dog') OR 1=1; DROP TABLE memories; --",
            "dog\u0000lighthouse",
            "dog \ud800 lighthouse",
            "%_[]()\\");
    return Stream.of(StdioPeer.Era.values())
        .flatMap(era -> queries.stream().map(query -> Arguments.of(era, query)));
  }

  @ParameterizedTest
  @EnumSource
  void brokenCharactersInATextAreReplacedAndTheRestIsKept(StdioPeer.Era era) throws IOException {
    ObjectNode arguments = Answers.object().put("text", "The \ud800 tide\u0000 table of " + era);
    String id = Answers.addedId(peer(era).call("add_memory", arguments));
    ObjectNode named = Answers.object().put("memory_id", id);
    JsonNode kept = Answers.structured(peer(era).call("get_memory", named));
    assertThat(kept.at("/text").asText()).isEqualTo("The \uFFFD tide table of " + era);
    Answers.structured(peer(era).call("delete_memory", named));
  }

  private static StdioPeer peer(StdioPeer.Era era) {
    return PEERS.get(era);
  }
}
