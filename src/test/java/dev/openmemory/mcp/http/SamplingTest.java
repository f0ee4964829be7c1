package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.tools.MemoryServer;
import dev.openmemory.mcp.tools.ProductCatalogue;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts by the model of a client that offers it: the official Java SDK's client. */
class SamplingTest {

  private static final String FACTS =
      "Here you are: {\"facts\":[{\"message\":1,\"text\":\"User lives in Lisbon\"}]}";

  @TempDir Path folder;
  private final List<McpSchema.CreateMessageRequest> asked = new CopyOnWriteArrayList<>();
  private Engine engine;

  @BeforeEach
  void open() {
    engine = MemoryServer.open(folder);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theClientsModelDistilsWhereThatIsWanted() {
    JsonNode added = add(true, FACTS);
    assertThat(added.path("distilled_by").asText()).isEqualTo("sampling");
    assertThat(added.path("memories").findValuesAsText("text")).contains("User lives in Lisbon");
    assertThat(asked).hasSize(1);
    McpSchema.CreateMessageRequest request = asked.get(0);
    assertThat(request.systemPrompt()).contains("distil");
    assertThat(request.maxTokens()).isEqualTo(4_096);
    assertThat(request.messages()).hasSize(1);
    assertThat(request.messages().get(0).content().toString()).contains("Lisbon is lovely");
  }

  @Test
  void aModelThatGivesNoFactsIsToldOfAndWhatWasSaidIsKept() {
    JsonNode added = add(true, "Lisbon, how nice!");
    assertThat(asked).hasSize(2);
    assertThat(added.at("/notes/0").asText())
        .isEqualTo("sampling: the client's model gave no facts in JSON, though asked twice");
    assertThat(added.path("memories")).isNotEmpty();
  }

  @Test
  void itIsNotAskedUnlessThatIsWanted() {
    JsonNode added = add(false, FACTS);
    assertThat(asked).isEmpty();
    assertThat(added.path("memories")).isNotEmpty();
  }

  private JsonNode add(boolean sampling, String answer) {
    try (Served served = new Served(ProductCatalogue.of(() -> engine, "1", sampling));
        McpSyncClient client = client(served, answer)) {
      client.initialize();
      McpSchema.CallToolResult result =
          client.callTool(
              McpSchema.CallToolRequest.builder("add_memory")
                  .arguments(Map.of("text", "We finally moved! Lisbon is lovely."))
                  .build());
      assertThat(result.isError()).isNotEqualTo(true);
      return Json.mapper().valueToTree(result.structuredContent());
    }
  }

  private McpSyncClient client(Served served, String answer) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder(served.server.address().toString())
                .endpoint("/mcp")
                .build())
        .clientInfo(McpSchema.Implementation.builder("java-sdk", "1").build())
        .capabilities(McpSchema.ClientCapabilities.builder().sampling().build())
        .sampling(
            request -> {
              asked.add(request);
              return McpSchema.CreateMessageResult.builder(
                      McpSchema.Role.ASSISTANT,
                      McpSchema.TextContent.builder(answer).build(),
                      "some-model")
                  .build();
            })
        .build();
  }
}
