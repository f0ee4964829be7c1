package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions, revisions up to 2025-11-25, over Streamable HTTP. */
class SessionHttpTest {

  private static final String SESSION = "Mcp-Session-Id";

  private final Probes probes = new Probes();
  private final Served served = new Served(probes.catalogue());

  @AfterEach
  void stop() {
    probes.released.countDown();
    served.close();
  }

  @Test
  void initializeOpensASession() throws Exception {
    HttpResponse<String> answer = served.post("/mcp", Messages.initialize(1));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue(SESSION).orElse("")).matches("[\\x21-\\x7e]{20,}");
    JsonNode result = Json.read(answer.body()).get("result");
    assertThat(result.get("protocolVersion").asText()).isEqualTo("2025-11-25");
    assertThat(result.get("instructions").asText()).isEqualTo("Fixtures for tests.");
  }

  @Test
  void aVersionThatIsUnknownToInitializeIsAnsweredWithTheNewest() throws Exception {
    ObjectNode params = Messages.object().put("protocolVersion", "1999-01-01");
    HttpResponse<String> answer = served.post("/mcp", Messages.request(1, "initialize", params));

    assertThat(Json.read(answer.body()).at("/result/protocolVersion").asText())
        .isEqualTo("2025-11-25");
  }

  @Test
  void initializeWithoutAVersionIsAnErrorAndOpensNothing() throws Exception {
    HttpResponse<String> answer = served.post("/mcp", Messages.request(1, "initialize"));

    assertThat(Json.read(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(answer.headers().firstValue(SESSION)).isEmpty();
    assertThat(served.mcp.sessions()).isZero();
  }

  @Test
  void aCallIsAnswered() throws Exception {
    String id = served.session("/mcp");

    JsonNode answer = answer(served.post("/mcp", Messages.call(2, "who"), SESSION, id));

    assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("tester/?");
  }

  @Test
  void progressComesBeforeTheResult() throws Exception {
    String id = served.session("/mcp");

    List<JsonNode> messages =
        Served.messages(
            served.post(
                "/mcp", Messages.callWithProgress(2, "test_tool_with_progress"), SESSION, id));

    assertThat(messages).hasSize(4);
    assertThat(messages.get(0).get("method").asText()).isEqualTo("notifications/progress");
    assertThat(messages.get(3).get("id").asInt()).isEqualTo(2);
  }

  @Test
  void anUnknownToolIsNamedInTheError() throws Exception {
    String id = served.session("/mcp");

    JsonNode answer = answer(served.post("/mcp", Messages.call(2, "no_such"), SESSION, id));

    assertThat(answer.at("/error/message").asText()).contains("no_such");
  }

  @Test
  void aMessageWithoutASessionIsABadRequest() throws Exception {
    HttpResponse<String> answer = served.post("/mcp", Messages.request(2, "tools/list"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).contains("Mcp-Session-Id");
  }

  @Test
  void anUnknownSessionIsNotFound() throws Exception {
    HttpResponse<String> answer =
        served.post("/mcp", Messages.request(2, "tools/list"), SESSION, "no-such-session");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(error(answer)).contains("initialize");
  }

  @Test
  void aSessionIsBoundToTheAddressItWasOpenedOn() throws Exception {
    String id = served.session("/mcp/cursor/http/alice");

    assertThat(
            answer(served.post("/mcp/cursor/http/alice", Messages.call(2, "who"), SESSION, id))
                .at("/result/content/0/text")
                .asText())
        .isEqualTo("cursor/alice");
    for (String other : List.of("/mcp", "/mcp/cursor/http/bob", "/mcp/zed/http/alice")) {
      assertThat(served.post(other, Messages.call(2, "who"), SESSION, id).statusCode())
          .as(other)
          .isEqualTo(404);
    }
  }

  @Test
  void aVersionHeaderThatNobodySpeaksIsABadRequest() throws Exception {
    String id = served.session("/mcp");

    HttpResponse<String> answer =
        served.post(
            "/mcp",
            Messages.request(2, "tools/list"),
            SESSION,
            id,
            "MCP-Protocol-Version",
            "bogus");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).contains("2025-11-25");
  }

  @Test
  void deleteEndsASession() throws Exception {
    String id = served.session("/mcp");

    HttpResponse<String> deleted = served.send(served.to("/mcp", SESSION, id).DELETE().build());

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(served.mcp.sessions()).isZero();
    assertThat(served.post("/mcp", Messages.request(2, "tools/list"), SESSION, id).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aNotificationCancelsACallWhoseStreamThenEndsWithoutAResponse() throws Exception {
    String id = served.session("/mcp");
    HttpResponse<InputStream> answer =
        served.postForStream("/mcp", Messages.call(7, "wait_for_cancel"), SESSION, id);
    probes.waiting.await();

    HttpResponse<String> cancel = served.post("/mcp", Messages.cancelled(7), SESSION, id);

    assertThat(cancel.statusCode()).isEqualTo(202);
    probes.cancelled.await();
    try (Served.Events events = new Served.Events(answer)) {
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void aClientThatLeavesCancelsItsCall() throws Exception {
    String id = served.session("/mcp");
    HttpResponse<InputStream> answer =
        served.postForStream("/mcp", Messages.call(7, "wait_for_cancel"), SESSION, id);
    probes.waiting.await();
    answer.body().close();

    probes.cancelled.await();
    assertThat(served.mcp.sessions()).isEqualTo(1);
  }

  @Test
  void theServerAsksOverTheStreamOfTheCall() throws Exception {
    String id = served.session("/mcp");
    ObjectNode params = Messages.toolParams("test_sampling");
    params.withObjectProperty("arguments").put("prompt", "hello");
    HttpResponse<InputStream> answer =
        served.postForStream("/mcp", Messages.request(9, "tools/call", params), SESSION, id);
    try (Served.Events events = new Served.Events(answer)) {
      JsonNode question = events.message();
      assertThat(question.get("method").asText()).isEqualTo("sampling/createMessage");
      ObjectNode response = Messages.object().put("jsonrpc", "2.0");
      response.set("id", question.get("id"));
      response
          .putObject("result")
          .put("role", "assistant")
          .put("model", "m")
          .put("stopReason", "endTurn")
          .putObject("content")
          .put("type", "text")
          .put("text", "hi there");
      assertThat(served.post("/mcp", Json.write(response), SESSION, id).statusCode())
          .isEqualTo(202);
      assertThat(events.message().at("/result/content/0/text").asText()).contains("hi there");
    }
  }

  @Test
  void anAnswerToNothingIsABadRequest() throws Exception {
    String id = served.session("/mcp");
    String response = "{\"jsonrpc\":\"2.0\",\"id\":\"nothing\",\"result\":{}}";

    assertThat(served.post("/mcp", response, SESSION, id).statusCode()).isEqualTo(400);
  }

  @Test
  void aListenerHearsOfChangesAndANewerOneTakesOver() throws Exception {
    String id = served.session("/mcp");
    try (Served.Events first = new Served.Events(served.getStream("/mcp", SESSION, id))) {
      served.post("/mcp", Messages.call(2, "test_trigger_tool_change"), SESSION, id);
      assertThat(first.message().get("method").asText())
          .isEqualTo("notifications/tools/list_changed");
      try (Served.Events second = new Served.Events(served.getStream("/mcp", SESSION, id))) {
        assertThat(first.next()).isEmpty();
        served.post("/mcp", Messages.call(3, "test_trigger_prompt_change"), SESSION, id);
        assertThat(second.message().get("method").asText())
            .isEqualTo("notifications/prompts/list_changed");
      }
    }
  }

  @Test
  void aSubscriberHearsOfItsResource() throws Exception {
    String id = served.session("/mcp");
    ObjectNode params = Messages.object().put("uri", "test://watched-resource");
    served.post("/mcp", Messages.request(2, "resources/subscribe", params), SESSION, id);
    try (Served.Events events = new Served.Events(served.getStream("/mcp", SESSION, id))) {
      served.post("/mcp", Messages.call(3, "test_update_watched_resource"), SESSION, id);
      assertThat(events.message().at("/params/uri").asText()).isEqualTo("test://watched-resource");
    }
  }

  @Test
  void aCallUnderWayIsAnsweredBeforeTheServerStops() throws Exception {
    String id = served.session("/mcp");
    HttpResponse<InputStream> answer =
        served.postForStream("/mcp", Messages.call(2, "wait_for_release"), SESSION, id);
    probes.waiting.await();
    Thread stopping = new Thread(served::close);
    stopping.start();
    probes.released.countDown();
    try (Served.Events events = new Served.Events(answer)) {
      assertThat(events.message().at("/result/content/0/text").asText()).isEqualTo("released");
    }
    stopping.join();
  }

  @Test
  void aSessionThatNobodyUsesEndsAndOfTooManyTheLongestUnusedGivesWay() throws Exception {
    SettableClock clock = new SettableClock();
    McpHttpOptions two =
        new McpHttpOptions(1_000_000, 2, Duration.ofHours(1), 10, 10, Duration.ofSeconds(5));
    try (Served small = new Served(probes.catalogue(), two, clock)) {
      String first = small.session("/mcp");
      clock.advance(Duration.ofMinutes(1));
      String second = small.session("/mcp");
      clock.advance(Duration.ofMinutes(1));
      String third = small.session("/mcp");
      assertThat(small.mcp.sessions()).isEqualTo(2);
      assertThat(status(small, first)).isEqualTo(404);
      assertThat(status(small, second)).isEqualTo(200);
      clock.advance(Duration.ofHours(2));
      String fourth = small.session("/mcp");
      assertThat(small.mcp.sessions()).isEqualTo(1);
      assertThat(status(small, third)).isEqualTo(404);
      assertThat(status(small, fourth)).isEqualTo(200);
    }
  }

  @Test
  void tooManyCallsAtOnceAreRefused() throws Exception {
    McpHttpOptions one =
        new McpHttpOptions(1_000_000, 2, Duration.ofHours(1), 10, 1, Duration.ofSeconds(5));
    try (Served small = new Served(probes.catalogue(), one, Clock.systemUTC())) {
      String id = small.session("/mcp");
      HttpResponse<InputStream> under =
          small.postForStream("/mcp", Messages.call(2, "wait_for_release"), SESSION, id);
      probes.waiting.await();

      HttpResponse<String> refused = small.post("/mcp", Messages.call(3, "who"), SESSION, id);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      probes.released.countDown();
      under.body().readAllBytes();
      assertThat(status(small, id)).isEqualTo(200);
    }
  }

  @Test
  void optionsSaysWhatIsAllowed() throws Exception {
    HttpResponse<String> answer =
        served.send(served.to("/mcp").method("OPTIONS", BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, POST, DELETE, OPTIONS");
  }

  private static int status(Served server, String session) throws Exception {
    return server.post("/mcp", Messages.request(2, "ping"), SESSION, session).statusCode();
  }

  private static JsonNode answer(HttpResponse<String> response) throws Exception {
    return Served.messages(response).get(0);
  }

  private static String error(HttpResponse<String> response) throws Exception {
    return Json.read(response.body()).at("/error/message").asText();
  }
}
