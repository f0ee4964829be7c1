package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official Java SDK's own client. */
class SdkClientTest {

  private final Served served = new Served(new Probes().catalogue());
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    served.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/sse", "/mcp/cursor/http/alice", "/mcp/cursor/sse/alice"})
  void itOpensListsCallsReadsAndLeaves(String path) {
    try (McpSyncClient client = client(path)) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("fixtures");
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("test_simple_text", "who");
      McpSchema.CallToolResult result = client.callTool(call("who", Map.of()));
      String who = path.contains("alice") ? "cursor/alice" : "java-sdk/?";
      assertThat(result.content())
          .singleElement()
          .isInstanceOfSatisfying(
              McpSchema.TextContent.class, text -> assertThat(text.text()).isEqualTo(who));
      assertThat(
              client
                  .readResource(McpSchema.ReadResourceRequest.builder("test://static-text").build())
                  .contents())
          .hasSize(1);
      assertThat(client.listPrompts().prompts()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/sse"})
  void itIsAsked(String path) {
    try (McpSyncClient client = client(path)) {
      client.initialize();

      McpSchema.CallToolResult result =
          client.callTool(call("test_sampling", Map.of("prompt", "hello")));

      assertThat(result.content().toString()).contains("asked and answered");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/sse"})
  void itHearsThatAListChanged(String path) throws Exception {
    try (McpSyncClient client = client(path)) {
      client.initialize();
      String change = null;
      // Its listening stream opens some time after initialize, and what comes before is not kept.
      for (int i = 0; i < 100 && change == null; i++) {
        client.callTool(call("test_trigger_tool_change", Map.of()));
        change = heard.poll(100, TimeUnit.MILLISECONDS);
      }

      assertThat(change).isEqualTo("tools changed");
    }
  }

  @Test
  void itEndsItsSessionWhenItLeaves() {
    try (McpSyncClient client = client("/mcp")) {
      client.initialize();
      assertThat(served.mcp.sessions()).isEqualTo(1);
      client.closeGracefully();
    }
    assertThat(served.mcp.sessions()).isZero();
  }

  private McpSyncClient client(String path) {
    return McpClient.sync(transport(path))
        .clientInfo(McpSchema.Implementation.builder("java-sdk", "1").build())
        .capabilities(McpSchema.ClientCapabilities.builder().sampling().build())
        .sampling(
            request ->
                McpSchema.CreateMessageResult.builder(
                        McpSchema.Role.ASSISTANT,
                        McpSchema.TextContent.builder("asked and answered").build(),
                        "model")
                    .build())
        .toolsChangeConsumer((List<McpSchema.Tool> tools) -> heard.add("tools changed"))
        .build();
  }

  private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
    return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
  }

  @SuppressWarnings("deprecation") // the older pair is, and clients of it are still about
  private McpClientTransport transport(String path) {
    String base = served.server.address().toString();
    return path.contains("sse")
        ? HttpClientSseClientTransport.builder(base).sseEndpoint(path).build()
        : HttpClientStreamableHttpTransport.builder(base).endpoint(path).build();
  }
}
