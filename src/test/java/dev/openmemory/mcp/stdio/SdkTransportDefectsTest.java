package dev.openmemory.mcp.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.ServerInfo;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.mcp.session.SdkJson;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Why the transport is ours: each test shows a client that our server satisfies and the official
 * SDK's stdio transport does not. When one begins to fail because the SDK got better, it goes, and
 * with it the reason.
 */
class SdkTransportDefectsTest {

  /** How long an answer of the SDK is waited for that does not come. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  /** How long one is waited for that does come. */
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofSeconds(30);

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  @Test
  void aMalformedLineDoesNotEndTheServer() {
    oursAnswersAndTheSdkDoesNot(server -> server.send("{oops"));
  }

  @Test
  void anEmptyLineDoesNotEndTheServer() {
    oursAnswersAndTheSdkDoesNot(server -> server.send(""));
  }

  @Test
  void aBatchDoesNotEndTheServer() {
    oursAnswersAndTheSdkDoesNot(server -> server.send("[" + Lines.session(8, "ping", "{}") + "]"));
  }

  @Test
  void aListBeforeInitializedIsAnswered() {
    assertThat(lists(initialized(ours()), AS_LONG_AS_IT_TAKES)).isTrue();
    assertThat(lists(initialized(sdks()), LONG_ENOUGH)).isFalse();
  }

  private static boolean lists(Conversation server, Duration patience) {
    return server.send(Lines.session(9, "tools/list", "{}")).answers(9, patience);
  }

  private void oursAnswersAndTheSdkDoesNot(Consumer<Conversation> mischief) {
    assertThat(goesOn(opened(ours()), mischief, AS_LONG_AS_IT_TAKES)).isTrue();
    assertThat(goesOn(opened(sdks()), mischief, LONG_ENOUGH)).isFalse();
  }

  private static boolean goesOn(
      Conversation server, Consumer<Conversation> mischief, Duration patience) {
    mischief.accept(server);
    return server.send(Lines.session(9, "ping", "{}")).answers(9, patience);
  }

  @Test
  void aCancelledCallIsNotAnswered() throws InterruptedException {
    Conversation ours = opened(ours());
    cancelled(ours);
    assertThat(ours.rest()).isEmpty();
  }

  @Test
  void theSdkAnswersACancelledCall() throws InterruptedException {
    Conversation sdk = opened(sdks());
    cancelled(sdk);
    assertThat(sdk.answers(9, AS_LONG_AS_IT_TAKES)).isTrue();
  }

  private void cancelled(Conversation server) throws InterruptedException {
    server.send(Lines.call(9, "wait"));
    entered.await();
    server.send(Lines.notification("notifications/cancelled", "{\"requestId\":9}"));
    // what comes after shows that the cancellation was read
    server.send(Lines.session(10, "ping", "{}"));
    server.response(10);
    open.countDown();
  }

  @Test
  void aCallInFlightAtTheEndOfInputIsAnswered() throws InterruptedException {
    Conversation server = opened(ours());
    endedInFlight(server);
    assertThat(server.answers(9, AS_LONG_AS_IT_TAKES)).isTrue();
  }

  @Test
  void theSdkLosesACallInFlightAtTheEndOfInput() throws InterruptedException {
    Conversation server = opened(sdks());
    endedInFlight(server);
    assertThat(server.answers(9, LONG_ENOUGH)).isFalse();
  }

  private void endedInFlight(Conversation server) throws InterruptedException {
    server.send(Lines.call(9, "wait"));
    entered.await();
    server.end();
    // the SDK needs a moment to notice the end; ours would wait for the call in any case
    assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
    open.countDown();
  }

  @Test
  void theSdkDoesNotNameAnUnknownTool() {
    Conversation ours = opened(ours()).send(Lines.call(9, "no_such"));
    assertThat(ours.response(9).at("/error/message").asText()).contains("no_such");
    Conversation sdk = opened(sdks()).send(Lines.call(9, "no_such"));
    assertThat(sdk.response(9).at("/error/message").asText()).doesNotContain("no_such");
  }

  private static Conversation initialized(Conversation server) {
    server.send(Lines.initialize(1, "2025-11-25"));
    server.response(1);
    return server;
  }

  private static Conversation opened(Conversation server) {
    return initialized(server).send(Lines.notification("notifications/initialized", "{}"));
  }

  private Conversation ours() {
    Tool.Descriptor descriptor =
        new Tool.Descriptor(
            "wait",
            null,
            "Waits.",
            Json.mapper().createObjectNode().put("type", "object"),
            null,
            null,
            true);
    return Conversation.with(
        Catalogue.of(new ServerInfo("ours", "Ours", "1"), "")
            .tool(Tool.of(descriptor, (arguments, context) -> waited()))
            .build());
  }

  private ToolResult waited() {
    entered.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return ToolResult.of(new Content.Text("done"));
  }

  private Conversation sdks() {
    return Conversation.with(this::sdk);
  }

  private void sdk(InputStream in, OutputStream out) {
    McpServer.sync(new StdioServerTransportProvider(SdkJson.mapper(), in, out))
        .serverInfo("sdk", "1")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .toolCall(
            McpSchema.Tool.builder("wait", Map.of("type", "object")).description("Waits.").build(),
            (exchange, request) -> {
              waited();
              return McpSchema.CallToolResult.builder().addTextContent("done").build();
            })
        .build();
  }
}
