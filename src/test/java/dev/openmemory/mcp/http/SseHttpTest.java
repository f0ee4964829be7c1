package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older pair of addresses. */
class SseHttpTest {

  private final Probes probes = new Probes();
  private final Served served = new Served(probes.catalogue());

  @AfterEach
  void stop() {
    probes.released.countDown();
    served.close();
  }

  @Test
  void theFirstEventNamesTheMessageAddressAndAnswersComeOverTheStream() throws Exception {
    try (Served.Events events = new Served.Events(served.getStream("/sse"))) {
      String messages = events.next().orElseThrow();
      assertThat(messages).startsWith("/mcp/messages/?session_id=");

      HttpResponse<String> taken = served.post(messages, Messages.initialize(1));

      assertThat(taken.statusCode()).isEqualTo(202);
      assertThat(events.message().at("/result/serverInfo/name").asText()).isEqualTo("fixtures");
      served.post(messages, Messages.notification("notifications/initialized"));
      served.post(messages, Messages.call(2, "who"));
      assertThat(events.message().at("/result/content/0/text").asText()).isEqualTo("tester/?");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/mcp/messages/?session_id=, cursor/alice",
    "/mcp/messages?sessionId=, cursor/alice",
    "/mcp/cursor/sse/alice/messages/?session_id=, cursor/alice"
  })
  void theAddressSaysWhoseMemoriesAndWhichClient(String messages, String who) throws Exception {
    try (Served.Events events = new Served.Events(served.getStream("/mcp/cursor/sse/alice"))) {
      String session = events.next().orElseThrow().replaceAll(".*=", "");
      served.post(messages + session, Messages.initialize(1));
      events.message();
      served.post(messages + session, Messages.call(2, "who"));
      assertThat(events.message().at("/result/content/0/text").asText()).isEqualTo(who);
    }
  }

  @Test
  void progressComesBeforeTheResult() throws Exception {
    try (Served.Events events = new Served.Events(served.getStream("/sse"))) {
      String messages = open(events);
      served.post(messages, Messages.callWithProgress(2, "test_tool_with_progress"));
      for (int i = 0; i < 3; i++) {
        assertThat(events.message().get("method").asText()).isEqualTo("notifications/progress");
      }
      assertThat(events.message().get("id").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aCancelledCallIsNotAnswered() throws Exception {
    try (Served.Events events = new Served.Events(served.getStream("/sse"))) {
      String messages = open(events);
      served.post(messages, Messages.call(2, "wait_for_cancel"));
      probes.waiting.await();
      served.post(messages, Messages.cancelled(2));
      probes.cancelled.await();
      served.post(messages, Messages.call(3, "who"));
      assertThat(events.message().get("id").asInt()).isEqualTo(3);
    }
  }

  @Test
  void anUnknownSessionIsNotFoundAndNoneIsABadRequest() throws Exception {
    HttpResponse<String> unknown =
        served.post("/mcp/messages/?session_id=none", Messages.initialize(1));
    HttpResponse<String> none = served.post("/mcp/messages/", Messages.initialize(1));

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(Json.read(none.body()).at("/error/message").asText()).contains("session_id");
  }

  @Test
  void aClientThatTakesNoEventsIsRefused() throws Exception {
    HttpResponse<String> answer =
        served.send(served.to("/sse", "Accept", "application/json").GET().build());

    assertThat(answer.statusCode()).isEqualTo(406);
  }

  @Test
  void aCallUnderWayIsAnsweredBeforeTheServerStopsAndThenTheStreamEnds() throws Exception {
    try (Served.Events events = new Served.Events(served.getStream("/sse"))) {
      String messages = open(events);
      served.post(messages, Messages.call(2, "wait_for_release"));
      probes.waiting.await();
      Thread stopping = new Thread(served::close);
      stopping.start();
      probes.released.countDown();
      assertThat(events.message().at("/result/content/0/text").asText()).isEqualTo("released");
      assertThat(events.next()).isEmpty();
      stopping.join();
    }
  }

  private String open(Served.Events events) throws Exception {
    String messages = events.next().orElseThrow();
    served.post(messages, Messages.initialize(1));
    JsonNode opened = events.message();
    assertThat(opened.get("id").asInt()).isEqualTo(1);
    return messages;
  }
}
