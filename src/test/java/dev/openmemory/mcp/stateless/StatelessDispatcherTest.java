package dev.openmemory.mcp.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.SettableClock;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.fixture.ConformanceFixtures;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.stdio.Lines;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatelessDispatcherTest {

  private static final String ASKING =
      "\"name\":\"test_input_required_result_multi_round\",\"arguments\":{}";
  private static final String CAN_ELICIT = "{\"elicitation\":{}}";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final StatelessDispatcher dispatcher =
      new StatelessDispatcher(ConformanceFixtures.catalogue(), clock);
  private final List<ObjectNode> sent = new CopyOnWriteArrayList<>();
  private final List<ObjectNode> finished = new CopyOnWriteArrayList<>();
  private Origin origin = Origin.ANY;

  @Test
  void discoveryTellsEverythingThatItMust() {
    JsonNode result = answer(Lines.stateless(1, "server/discover", "")).message().path("result");
    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "resultType",
            "supportedVersions",
            "capabilities",
            "instructions",
            "ttlMs",
            "cacheScope",
            "_meta");
    assertThat(result.path("cacheScope").asText()).isEqualTo("private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"_meta\":{}}",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
        "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}"
      })
  void aRequestWithoutItsMetaIsRefused(String params) {
    Answer.Response answer = answer(Lines.session(7, "server/discover", params));
    assertThat(answer.message().at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(answer.message().path("id").asInt()).isEqualTo(7);
    assertThat(answer.httpStatus()).isEqualTo(400);
  }

  @Test
  void anUnknownRevisionIsToldWhichAreSpoken() {
    Answer.Response answer =
        answer(Lines.stateless(1, "tools/list", "").replace("2026-07-28", "2031-01-01"));
    assertThat(answer.message().path("error").path("code").asInt()).isEqualTo(-32022);
    assertThat(answer.message().at("/error/data").toString())
        .isEqualTo("{\"supported\":[\"2026-07-28\"],\"requested\":\"2031-01-01\"}");
    assertThat(answer.httpStatus()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such"})
  void aMethodThatThisEraLacksIsNotFound(String method) {
    Answer.Response answer = answer(Lines.stateless(1, method, ""));
    assertThat(answer.message().at("/error/code").asInt()).isEqualTo(-32601);
    assertThat(answer.httpStatus()).isEqualTo(404);
  }

  @Test
  void aResourceThatIsNotThereIsAnInvalidParameter() {
    Answer.Response answer = answer(Lines.stateless(1, "resources/read", "\"uri\":\"test://no\""));
    assertThat(answer.message().at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(answer.message().at("/error/data/uri").asText()).isEqualTo("test://no");
  }

  @Test
  void aQuestionThatTheClientCannotAnswerIsRefused() {
    Answer.Response answer = call("\"name\":\"test_missing_capability\"", "{}");
    assertThat(answer.message().at("/error/code").asInt()).isEqualTo(-32021);
    assertThat(answer.message().at("/error/data").toString())
        .isEqualTo("{\"requiredCapabilities\":{\"sampling\":{}}}");
    assertThat(answer.httpStatus()).isEqualTo(400);
  }

  @Test
  void questionsAreAnsweredByRepeatingTheCall() {
    JsonNode first = call(ASKING, CAN_ELICIT).message().path("result");
    assertThat(first.path("resultType").asText()).isEqualTo("input_required");
    assertThat(first.at("/inputRequests/step1/method").asText()).isEqualTo("elicitation/create");
    JsonNode second = repeated(first, "step1", "name", "Ada");
    assertThat(second.at("/inputRequests/step2/method").asText()).isEqualTo("elicitation/create");
    assertThat(second.path("requestState")).isNotEqualTo(first.path("requestState"));
    JsonNode third = repeated(second, "step2", "color", "green");
    assertThat(third.path("resultType").asText()).isEqualTo("complete");
    assertThat(third.at("/content/0/text").asText()).isEqualTo("Ada likes green");
  }

  @Test
  void aChangedStateIsRefused() {
    String state = call(ASKING, CAN_ELICIT).message().at("/result/requestState").asText();
    for (String bad : List.of(state + "x", "x" + state, "", ".", "nonsense", "e30.e30")) {
      assertThat(code(withState(ASKING, bad))).as(bad).isEqualTo(-32602);
    }
  }

  @Test
  void aStateFitsOneCallOfOneUserForAWhile() {
    String state = call(ASKING, CAN_ELICIT).message().at("/result/requestState").asText();
    assertThat(withState(ASKING, state).message().has("result")).isTrue();
    String other = ASKING.replace("multi_round", "elicitation");
    assertThat(code(withState(other, state))).isEqualTo(-32602);
    origin = new Origin("cursor", "bob");
    assertThat(code(withState(ASKING, state))).isEqualTo(-32602);
    origin = Origin.ANY;
    clock.advance(Duration.ofMinutes(16));
    assertThat(code(withState(ASKING, state))).isEqualTo(-32602);
  }

  @Test
  void progressGoesOnlyToWhoAskedForIt() {
    call("\"name\":\"test_tool_with_progress\"", "{}");
    assertThat(sent).isEmpty();
    answer(
        Lines.statelessCall(1, "test_tool_with_progress")
            .replace("\"_meta\":{", "\"_meta\":{\"progressToken\":\"p\","));
    assertThat(sent).hasSize(3);
    assertThat(sent.get(1).path("params").toString())
        .isEqualTo("{\"progressToken\":\"p\",\"progress\":50,\"total\":100,\"message\":\"at 50\"}");
  }

  @Test
  void logsGoOnlyToWhoAskedForThatLevel() {
    String key = "\"io.modelcontextprotocol/logLevel\":\"%s\",";
    for (String level : List.of("", key.formatted("error"), key.formatted("debug"))) {
      sent.clear();
      answer(
          Lines.statelessCall(1, "test_logging_tool")
              .replace("\"_meta\":{", "\"_meta\":{" + level));
      assertThat(sent).hasSize(level.contains("debug") ? 3 : 0);
    }
  }

  @Test
  void aSubscriptionHearsNothingElseAndEndsWithTheServer() {
    Answer opened =
        handle(
            Lines.stateless(
                5,
                "subscriptions/listen",
                "\"notifications\":{\"promptsListChanged\":true,\"resourceSubscriptions\":[\"test://watched-resource\"]}"),
            new Cancellation());
    assertThat(opened).isEqualTo(new Answer.Open());
    call("\"name\":\"test_trigger_tool_change\"", "{}");
    call("\"name\":\"test_trigger_prompt_change\"", "{}");
    call("\"name\":\"test_update_watched_resource\"", "{}");
    assertThat(sent)
        .extracting(message -> message.path("method").asText())
        .containsExactly(
            "notifications/subscriptions/acknowledged",
            "notifications/prompts/list_changed",
            "notifications/resources/updated");
    assertThat(sent)
        .allMatch(m -> m.at("/params/_meta/io.modelcontextprotocol~1subscriptionId").asInt() == 5);
    dispatcher.close();
    assertThat(finished).hasSize(1);
    assertThat(finished.get(0).at("/result/_meta/io.modelcontextprotocol~1subscriptionId").asInt())
        .isEqualTo(5);
  }

  @Test
  void aCancelledSubscriptionHearsNothingMore() {
    Cancellation cancellation = new Cancellation();
    handle(
        Lines.stateless(5, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"),
        cancellation);
    cancellation.cancel();
    call("\"name\":\"test_trigger_tool_change\"", "{}");
    dispatcher.close();
    assertThat(sent).hasSize(1);
    assertThat(finished).isEmpty();
  }

  private JsonNode repeated(JsonNode result, String key, String field, String value) {
    String state = result.path("requestState").asText();
    String given =
        "\"inputResponses\":{\"%s\":{\"action\":\"accept\",\"content\":{\"%s\":\"%s\"}}},\"requestState\":\"%s\""
            .formatted(key, field, value, state);
    return call(ASKING + "," + given, CAN_ELICIT).message().path("result");
  }

  private Answer.Response withState(String params, String state) {
    return call(params + ",\"requestState\":\"" + state + "\"", CAN_ELICIT);
  }

  private static int code(Answer.Response answer) {
    return answer.message().at("/error/code").asInt();
  }

  private Answer.Response call(String params, String capabilities) {
    return answer(Lines.stateless(1, "tools/call", params, capabilities));
  }

  private Answer.Response answer(String line) {
    return (Answer.Response) handle(line, new Cancellation());
  }

  private Answer handle(String line, Cancellation cancellation) {
    try {
      Rpc.Request request = (Rpc.Request) Rpc.classify(Json.read(line));
      return dispatcher.handle(
          request,
          origin,
          cancellation,
          new Outbox() {
            @Override
            public void send(ObjectNode notification) {
              sent.add(notification);
            }

            @Override
            public void finish(ObjectNode response) {
              finished.add(response);
            }
          });
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
