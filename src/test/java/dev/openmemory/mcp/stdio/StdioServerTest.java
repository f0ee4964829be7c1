package dev.openmemory.mcp.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.ServerInfo;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.mcp.fixture.ConformanceFixtures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StdioServerTest {

  @Test
  void aStatelessClientDiscoversListsAndCalls() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.stateless(1, "server/discover", ""));
      JsonNode discovered = server.response(1).path("result");
      assertThat(discovered.path("resultType").asText()).isEqualTo("complete");
      assertThat(discovered.path("supportedVersions").toString()).isEqualTo("[\"2026-07-28\"]");
      server.send(Lines.stateless(2, "tools/list", ""));
      JsonNode listed = server.response(2).path("result");
      assertThat(listed.path("cacheScope").asText()).isEqualTo("private");
      assertThat(listed.path("tools").findValuesAsText("name")).contains("test_simple_text");
      server.send(Lines.statelessCall(3, "test_simple_text"));
      JsonNode called = server.response(3).path("result");
      assertThat(called.at("/content/0/text").asText()).startsWith("This is a simple text");
      assertThat(called.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
          .isEqualTo("fixtures");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
  void aSessionClientGetsTheRevisionItAsksFor(String version) {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.initialize(1, version));
      JsonNode opened = server.response(1).path("result");
      assertThat(opened.path("protocolVersion").asText()).isEqualTo(version);
      assertThat(opened.path("instructions").asText()).isEqualTo("Fixtures for tests.");
      assertThat(opened.at("/capabilities/resources/subscribe").asBoolean()).isTrue();
      server.send(Lines.notification("notifications/initialized", "{}"));
      server.send(Lines.call(2, "test_simple_text"));
      assertThat(server.response(2).at("/result/content/0/text").asText())
          .startsWith("This is a simple text");
    }
  }

  @Test
  void aSessionClientWithABogusRevisionGetsTheNewest() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.initialize(1, "1999-01-01"));
      assertThat(server.response(1).at("/result/protocolVersion").asText()).isEqualTo("2025-11-25");
    }
  }

  @Test
  void anInitializeWithoutARevisionIsRefused() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.session(1, "initialize", "{}"));
      assertThat(server.response(1).at("/error/code").asInt()).isEqualTo(-32602);
    }
  }

  @Test
  void bothErasShareOneConnection() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.stateless(1, "server/discover", ""));
      server.send(Lines.initialize(2, "2025-11-25"));
      server.send(Lines.call(3, "test_simple_text"));
      server.send(Lines.statelessCall(4, "test_simple_text"));
      List<JsonNode> all = server.rest();
      assertThat(all).extracting(m -> m.path("id").asInt()).containsExactlyInAnyOrder(1, 2, 3, 4);
      assertThat(all).noneMatch(message -> message.has("error"));
    }
  }

  @Test
  void aClientThatNeverInitialisesIsServedAllTheSame() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.session(1, "tools/list", "{}"));
      assertThat(server.next().at("/result/tools")).isNotEmpty();
    }
  }

  @Test
  void aSecondInitializeStartsOver() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.initialize(1, "2024-11-05")).send(Lines.initialize(2, "2025-11-25"));
      assertThat(server.response(1).at("/result/protocolVersion").asText()).isEqualTo("2024-11-05");
      assertThat(server.response(2).at("/result/protocolVersion").asText()).isEqualTo("2025-11-25");
      server.send(Lines.session(3, "ping", "{}"));
      assertThat(server.response(3).path("result").isObject()).isTrue();
    }
  }

  @Test
  void aLineThatIsNoMessageIsAnsweredAndTheNextIsServed() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send("this is not JSON");
      assertThat(server.next().toString())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"the line is not one JSON value\"}}");
      server.send("[" + Lines.statelessCall(1, "test_simple_text") + "]");
      assertThat(server.next().at("/error/code").asInt()).isEqualTo(-32600);
      server.send("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}");
      assertThat(server.next().at("/error/code").asInt()).isEqualTo(-32600);
      server.send("{\"jsonrpc\":\"1.0\",\"id\":9,\"method\":\"ping\"}");
      assertThat(server.next().toString()).contains("\"id\":9").contains("-32600");
      server.sendBytes(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'});
      assertThat(server.next().at("/error/code").asInt()).isEqualTo(-32700);
      server.send("").send("   \r");
      server.send(Lines.statelessCall(2, "test_simple_text"));
      assertThat(server.next().path("id").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aLineBeyondTheLimitIsRefusedAndSkipped() {
    Conversation server =
        Conversation.with(
            (in, out) ->
                StdioServer.serve(
                    ConformanceFixtures.catalogue(), in, out, 1_000, StdioServer.GRACE));
    server.send("x".repeat(200_000));
    assertThat(server.next().at("/error/code").asInt()).isEqualTo(-32600);
    server.send(Lines.statelessCall(1, "test_simple_text"));
    assertThat(server.next().path("id").asInt()).isEqualTo(1);
    assertThat(server.rest()).isEmpty();
  }

  @Test
  void theLastLineNeedsNoLineEnd() {
    Conversation server = Conversation.with(ConformanceFixtures.catalogue());
    server.sendBytes(Lines.statelessCall(1, "test_simple_text").getBytes(StandardCharsets.UTF_8));
    assertThat(server.rest()).extracting(m -> m.path("id").asInt()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallInFlightAtTheEndOfInputIsAnswered(boolean stateless) throws InterruptedException {
    Gate gate = new Gate();
    Conversation server = Conversation.with(gate.catalogue());
    server.send(stateless ? Lines.statelessCall(1, "wait") : Lines.call(1, "wait"));
    gate.entered.await();
    server.end();
    gate.open.countDown();
    assertThat(server.rest()).extracting(m -> m.path("id").asInt()).containsExactly(1);
  }

  @Test
  void aCallThatNeverEndsDoesNotKeepTheServer() throws InterruptedException {
    Gate gate = new Gate();
    Conversation server = Conversation.with(serving(gate, Duration.ofMillis(50)));
    server.send(Lines.statelessCall(1, "wait"));
    gate.entered.await();
    assertThat(server.rest()).isEmpty();
    gate.open.countDown();
  }

  @Test
  void aCallThatTakesAWhileAfterTheEndOfInputIsWaitedFor() throws InterruptedException {
    Duration grace = Duration.ofMillis(1_500);
    Gate gate = new Gate();
    Conversation server = Conversation.with(serving(gate, grace));
    server.send(Lines.statelessCall(1, "wait"));
    gate.entered.await();
    server.end();
    Thread.sleep(grace.toMillis() / 2);
    gate.open.countDown();
    assertThat(server.rest()).extracting(m -> m.path("id").asInt()).containsExactly(1);
    assertThat(StdioServer.GRACE).isGreaterThan(Duration.ofSeconds(60));
  }

  @Test
  void noCallIsWaitedForWhoseAnswerNobodyReads() throws InterruptedException {
    Gate gate = new Gate();
    CountDownLatch ended = new CountDownLatch(1);
    OutputStream nobody =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the pipe is broken");
          }
        };
    Conversation server =
        Conversation.with(
            (in, out) -> {
              StdioServer.serve(gate.catalogue(), in, nobody);
              ended.countDown();
            });
    server.send(Lines.statelessCall(1, "wait"));
    gate.entered.await();
    server.send(Lines.stateless(2, "server/discover", "")); // on whose answer it breaks
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    gate.open.countDown();
  }

  @Test
  void aCallThatAsksTheClientGoesOnWithoutItAtTheEndOfInput() {
    Conversation server = Conversation.with(ConformanceFixtures.catalogue());
    server.send(Lines.initialize(1, "2025-11-25"));
    server.response(1);
    server.send(
        Lines.session(
            2, "tools/call", "{\"name\":\"test_sampling\",\"arguments\":{\"prompt\":\"Hi\"}}"));
    assertThat(server.next().path("method").asText()).isEqualTo("sampling/createMessage");
    List<JsonNode> said = server.rest();
    assertThat(said).extracting(m -> m.path("id").asInt()).containsExactly(2);
    assertThat(said.get(0).toString()).contains("did not answer sampling/createMessage");
  }

  @Test
  void aSubscriptionIsNoCallInFlight() {
    Conversation server = Conversation.with(ConformanceFixtures.catalogue());
    server.send(
        Lines.stateless(
            1, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));
    assertThat(server.next().path("method").asText())
        .isEqualTo("notifications/subscriptions/acknowledged");
    assertThat(server.rest()).isEmpty();
  }

  private static BiConsumer<InputStream, OutputStream> serving(Gate gate, Duration grace) {
    return (in, out) ->
        StdioServer.serve(gate.catalogue(), in, out, StdioServer.MAX_MESSAGE, grace);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCancelledCallIsNotAnswered(boolean stateless) throws InterruptedException {
    Gate gate = new Gate();
    Conversation server = Conversation.with(gate.catalogue());
    server.send(stateless ? Lines.statelessCall(1, "wait") : Lines.call(1, "wait"));
    gate.entered.await();
    server.send(Lines.notification("notifications/cancelled", "{\"requestId\":1}"));
    gate.cancelled.await();
    gate.open.countDown();
    server.send(Lines.stateless(2, "server/discover", ""));
    assertThat(server.rest()).extracting(m -> m.path("id").asInt()).containsExactly(2);
  }

  @Test
  void anIdInUseIsRefused() throws InterruptedException {
    Gate gate = new Gate();
    Conversation server = Conversation.with(gate.catalogue());
    server.send(Lines.statelessCall(1, "wait"));
    gate.entered.await();
    server.send(Lines.stateless(1, "server/discover", ""));
    assertThat(server.next().at("/error/code").asInt()).isEqualTo(-32600);
    gate.open.countDown();
    assertThat(server.rest()).extracting(m -> m.has("result")).containsExactly(true);
  }

  @Test
  void anUnknownToolIsNamedInBothEras() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.call(1, "no_such")).send(Lines.statelessCall(2, "no_such"));
      for (JsonNode answer : List.of(server.next(), server.next())) {
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(answer.at("/error/message").asText()).isEqualTo("Unknown tool: no_such");
      }
    }
  }

  @Test
  void aSessionClientIsAskedWhileItsCallWaits() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.initialize(1, "2025-11-25"));
      server.response(1);
      server.send(
          Lines.session(
              2, "tools/call", "{\"name\":\"test_sampling\",\"arguments\":{\"prompt\":\"Hi\"}}"));
      JsonNode question = server.next();
      assertThat(question.path("method").asText()).isEqualTo("sampling/createMessage");
      server.send(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"Ho\"},\"model\":\"m\"}}"
              .formatted(question.path("id")));
      assertThat(server.response(2).at("/result/content/0/text").asText())
          .isEqualTo("LLM response: Ho");
    }
  }

  @Test
  void aSessionClientHearsProgressLogsAndUpdates() {
    try (Conversation server = Conversation.with(ConformanceFixtures.catalogue())) {
      server.send(Lines.initialize(1, "2025-11-25"));
      server.response(1);
      server.send(
          Lines.session(
              2,
              "tools/call",
              "{\"name\":\"test_tool_with_progress\",\"arguments\":{},\"_meta\":{\"progressToken\":\"p\"}}"));
      for (int progress : new int[] {0, 50, 100}) {
        JsonNode note = server.next();
        assertThat(note.at("/params/progressToken").asText()).isEqualTo("p");
        assertThat(note.at("/params/progress").asInt()).isEqualTo(progress);
      }
      server.response(2);
      server.send(Lines.session(3, "logging/setLevel", "{\"level\":\"debug\"}"));
      server.response(3);
      server.send(Lines.call(4, "test_tool_with_logging"));
      assertThat(server.next().path("method").asText()).isEqualTo("notifications/message");
      server.response(4);
      server.send(Lines.session(5, "resources/subscribe", "{\"uri\":\"test://watched-resource\"}"));
      server.response(5);
      server.send(Lines.call(6, "test_update_watched_resource"));
      JsonNode update = server.next();
      assertThat(update.path("method").asText()).isEqualTo("notifications/resources/updated");
      assertThat(update.at("/params/uri").asText()).isEqualTo("test://watched-resource");
    }
  }

  @Test
  void aStatelessSubscriptionHearsWhatItAskedForUntilItIsCancelled() {
    Conversation server = Conversation.with(ConformanceFixtures.catalogue());
    server.send(
        Lines.stateless(
            1, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));
    JsonNode acknowledged = server.next();
    assertThat(acknowledged.path("method").asText())
        .isEqualTo("notifications/subscriptions/acknowledged");
    assertThat(acknowledged.at("/params/_meta/io.modelcontextprotocol~1subscriptionId").asInt())
        .isEqualTo(1);
    server.send(Lines.statelessCall(2, "test_trigger_tool_change"));
    assertThat(server.next().path("method").asText()).isEqualTo("notifications/tools/list_changed");
    server.response(2);
    server.send(Lines.notification("notifications/cancelled", "{\"requestId\":1}"));
    server.send(Lines.statelessCall(3, "test_trigger_tool_change"));
    assertThat(server.rest()).extracting(m -> m.path("id").asInt()).containsExactly(3);
  }

  /** A tool that waits until it is let go. */
  private static final class Gate {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);

    Catalogue catalogue() {
      Tool.Descriptor descriptor =
          new Tool.Descriptor(
              "wait",
              null,
              "Waits.",
              dev.openmemory.json.Json.mapper().createObjectNode().put("type", "object"),
              null,
              null,
              true);
      return Catalogue.of(new ServerInfo("gate", "Gate", "1"), "")
          .tool(
              Tool.of(
                  descriptor,
                  (arguments, context) -> {
                    context.cancellation().onCancel(cancelled::countDown);
                    entered.countDown();
                    try {
                      open.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    return ToolResult.of(new Content.Text("done"));
                  }))
          .build();
    }
  }
}
