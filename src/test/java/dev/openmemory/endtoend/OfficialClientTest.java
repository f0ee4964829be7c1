package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job by the official Java client: remember, find, list, change, and find again. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OfficialClientTest {

  private static final McpJsonMapper JSON = new JacksonMcpJsonMapper(Json.mapper());
  private static final int PAGE = 30;

  private final Conversation conversation = Conversation.ofTwoFriends();
  @TempDir Path folder;
  private @Nullable HttpProcess server;

  /** How the client reaches the server. */
  enum Way {
    STDIO,
    HTTP
  }

  @AfterEach
  void endServer() {
    stopServer();
  }

  @ParameterizedTest
  @EnumSource
  void remembersAConversationAndFindsTheSameAfterARestart(Way way) throws IOException {
    List<List<Map<String, Object>>> answers;
    String revised;
    try (McpSyncClient client = connect(way)) {
      Set<String> stored = addConversation(client);
      assertThat(stored).hasSizeGreaterThanOrEqualTo(100);
      assertThat(listedIds(client)).containsExactlyInAnyOrderElementsOf(stored);

      revised = stored.iterator().next();
      change(client, revised);
      answers = answers(client);
      assertThat(answered(answers)).isGreaterThanOrEqualTo(7);
    }
    stopServer();
    try (McpSyncClient client = connect(way)) {
      assertThat(answers(client)).isEqualTo(answers);
      assertThat(call(client, "memory_history", Map.of("memory_id", revised)).toString())
          .contains(conversation.messages().get(0).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isToldHowFarALongAddIs(Way way) throws IOException {
    Queue<McpSchema.ProgressNotification> told = new ConcurrentLinkedQueue<>();
    List<Map<String, Object>> messages =
        conversation.messages().stream()
            .limit(60)
            .map(said -> Map.<String, Object>of("role", "user", "content", said.text()))
            .toList();
    try (McpSyncClient client = connect(way, told::add)) {
      client.callTool(
          McpSchema.CallToolRequest.builder("add_memory")
              .arguments(Map.of("messages", messages, "infer", false))
              .meta(Map.of("progressToken", "long"))
              .build());
    }
    assertThat(told).hasSizeGreaterThanOrEqualTo(4);
    assertThat(told).allMatch(note -> note.progressToken().equals("long"));
    assertThat(told).extracting(McpSchema.ProgressNotification::progress).isSorted();
    assertThat(told).extracting(McpSchema.ProgressNotification::progress).doesNotHaveDuplicates();
    assertThat(told).allMatch(note -> note.total() == messages.size() + 1.0);
  }

  /** Adds every talk in one call; answers the ids of what was stored. */
  private Set<String> addConversation(McpSyncClient client) {
    Set<String> ids = new LinkedHashSet<>();
    for (List<Conversation.Said> talk : conversation.sessions().values()) {
      List<Map<String, Object>> messages = new ArrayList<>();
      for (Conversation.Said said : talk) {
        messages.add(Map.of("role", "user", "name", said.speaker(), "content", said.text()));
      }
      Map<String, Object> arguments =
          Map.of(
              "messages",
              messages,
              "run_id",
              talk.get(0).session(),
              "observed_at",
              talk.get(0).time() + "Z",
              "infer",
              false);
      ids.addAll(Answers.ids(call(client, "add_memory", arguments).get("memories")));
    }
    return ids;
  }

  /** Every id that the pages list, and the pages are full but the last. */
  private static List<String> listedIds(McpSyncClient client) {
    List<String> ids = new ArrayList<>();
    Map<String, Object> arguments = Map.of("limit", PAGE);
    while (true) {
      JsonNode page = call(client, "list_memories", arguments);
      ids.addAll(Answers.ids(page.get("memories")));
      if (!page.hasNonNull("next_cursor")) {
        return ids;
      }
      assertThat(page.get("memories")).hasSize(PAGE);
      arguments = Map.of("limit", PAGE, "cursor", page.get("next_cursor").asText());
    }
  }

  /** Revises one memory and deletes another that is added for it. */
  private static void change(McpSyncClient client, String id) {
    String text = "Nadia keeps the spare key of the yard under the blue oil drum.";
    call(client, "update_memory", Map.of("memory_id", id, "text", text));
    assertThat(call(client, "get_memory", Map.of("memory_id", id)).at("/text").asText())
        .isEqualTo(text);
    JsonNode added = call(client, "add_memory", Map.of("text", "The gate code is 4711 now."));
    String other = Answers.ids(added.get("memories")).get(0);
    call(client, "delete_memory", Map.of("memory_id", other));
    assertThat(listedIds(client)).contains(id).doesNotContain(other);
  }

  /** Ids, texts and scores of the ten best for each question. */
  private List<List<Map<String, Object>>> answers(McpSyncClient client) {
    List<List<Map<String, Object>>> answers = new ArrayList<>();
    for (Conversation.Question question : conversation.questions()) {
      List<Map<String, Object>> hits = new ArrayList<>();
      JsonNode found = call(client, "search_memory", Map.of("query", question.text(), "limit", 10));
      for (JsonNode hit : found.get("memories")) {
        hits.add(
            Map.of(
                "id", hit.get("id").asText(),
                "text", hit.get("text").asText(),
                "score", hit.get("score").asDouble()));
      }
      answers.add(hits);
    }
    return answers;
  }

  /** How many questions have a text among their answers that holds one of their golden texts. */
  private long answered(List<List<Map<String, Object>>> answers) {
    long answered = 0;
    for (int i = 0; i < answers.size(); i++) {
      List<String> gold = conversation.questions().get(i).gold();
      if (answers.get(i).stream().anyMatch(hit -> gold.contains(hit.get("text")))) {
        answered++;
      }
    }
    return answered;
  }

  private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result =
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).as("%s", result.content()).isNotEqualTo(true);
    return Json.mapper().valueToTree(result.structuredContent());
  }

  private McpSyncClient connect(Way way) throws IOException {
    return connect(way, note -> {});
  }

  private McpSyncClient connect(Way way, Consumer<McpSchema.ProgressNotification> progress)
      throws IOException {
    McpSyncClient client =
        McpClient.sync(transport(way))
            .progressConsumer(progress)
            .requestTimeout(Duration.ofSeconds(60))
            .initializationTimeout(Duration.ofSeconds(60))
            .build();
    client.initialize();
    return client;
  }

  private McpClientTransport transport(Way way) throws IOException {
    if (way == Way.STDIO) {
      List<String> command = Product.command("server", "start", "--transport", "stdio");
      ServerParameters parameters =
          ServerParameters.builder(command.get(0))
              .args(command.subList(1, command.size()))
              .env(Product.environment(folder))
              .build();
      return new StdioClientTransport(parameters, JSON);
    }
    HttpProcess running = HttpProcess.start(folder);
    server = running;
    return HttpClientStreamableHttpTransport.builder(running.url()).jsonMapper(JSON).build();
  }

  private void stopServer() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
