package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Revision 2026-07-28 over HTTP. */
class StatelessHttpTest {

  private static final String VERSION = "2026-07-28";

  private final Probes probes = new Probes();
  private final Served served = new Served(probes.catalogue());

  @AfterEach
  void stop() {
    probes.released.countDown();
    served.close();
  }

  @Test
  void aCallThatSendsNothingBeforeItsResultIsAnsweredWithJson() throws Exception {
    HttpResponse<String> answer = call("test_simple_text");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().map()).doesNotContainKey("mcp-session-id");
    assertThat(Json.read(answer.body()).at("/result/resultType").asText()).isEqualTo("complete");
  }

  @Test
  void aCallThatReportsProgressIsAnsweredWithAStream() throws Exception {
    ObjectNode params = Messages.toolParams("test_tool_with_progress");
    params.putObject("_meta").put("progressToken", 7);
    HttpResponse<String> answer =
        served.post(
            "/mcp",
            Messages.stateless(3, "tools/call", params),
            headers("tools/call", "test_tool_with_progress"));

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    List<JsonNode> messages = Served.messages(answer);
    assertThat(messages).hasSize(4);
    assertThat(messages.get(0).at("/params/progressToken").asInt()).isEqualTo(7);
    assertThat(messages.get(3).get("id").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "MCP-Protocol-Version, 2025-11-25",
    "Mcp-Method, tools/list",
    "Mcp-Method, TOOLS/CALL",
    "Mcp-Name, other_tool",
    "Mcp-Name, =?base64?!!!?=",
    "MCP-Protocol-Version,",
    "Mcp-Method,",
    "Mcp-Name,"
  })
  void aHeaderThatIsMissingOrDisagreesWithTheBodyIsRefused(String header, String value)
      throws Exception {
    List<String> headers = new ArrayList<>(List.of(headers("tools/call", "test_simple_text")));
    int at = headers.indexOf(header);
    headers.subList(at, at + 2).clear();
    if (value != null) {
      headers.addAll(List.of(header, value));
    }
    HttpResponse<String> answer =
        served.post(
            "/mcp",
            Messages.stateless(5, "tools/call", Messages.toolParams("test_simple_text")),
            headers.toArray(String[]::new));

    assertError(answer, 400, -32020);
    assertThat(Json.read(answer.body()).get("id").asInt()).isEqualTo(5);
  }

  @Test
  void aHeaderMayBeEncodedAndHaveSpacesAround() throws Exception {
    String encoded =
        Base64.getEncoder().encodeToString("test_simple_text".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        served.post(
            "/mcp",
            Messages.stateless(5, "tools/call", Messages.toolParams("test_simple_text")),
            "MCP-Protocol-Version",
            VERSION,
            "Mcp-Method",
            "  tools/call ",
            "Mcp-Name",
            "=?base64?" + encoded + "?=");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aVersionThatIsNotSpokenIsAnsweredWithThoseThatAre() throws Exception {
    HttpResponse<String> answer =
        served.post(
            "/mcp",
            Messages.statelessVersion(1, "tools/list", "2099-01-01"),
            "MCP-Protocol-Version",
            "2099-01-01",
            "Mcp-Method",
            "tools/list");

    assertError(answer, 400, -32022);
    assertThat(Json.read(answer.body()).at("/error/data/supported").toString())
        .isEqualTo("[\"2026-07-28\"]");
  }

  @Test
  void aRequestWithoutMetaUnderTheNewVersionIsRefused() throws Exception {
    assertError(
        served.post("/mcp", Messages.request(1, "tools/list"), headers("tools/list")), 400, -32602);
  }

  @Test
  void anUnknownMethodIsNotFound() throws Exception {
    assertError(
        served.post(
            "/mcp", Messages.stateless(1, "no/such", Messages.object()), headers("no/such")),
        404,
        -32601);
  }

  @Test
  void aNotificationIsAccepted() throws Exception {
    HttpResponse<String> answer =
        served.post("/mcp", Messages.cancelled(1), headers("notifications/cancelled"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT"})
  void onlyPostIsAllowed(String method) throws Exception {
    HttpResponse<String> answer =
        served.send(
            served
                .to("/mcp", "MCP-Protocol-Version", VERSION, "Accept", Served.BOTH)
                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());

    assertError(answer, 405, -32600);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void closingTheResponseCancelsTheCall() throws Exception {
    HttpResponse<InputStream> answer =
        served.postForStream(
            "/mcp",
            Messages.stateless(1, "tools/call", Messages.toolParams("wait_for_cancel")),
            headers("tools/call", "wait_for_cancel"));
    probes.waiting.await();
    answer.body().close();

    probes.cancelled.await();
    assertThat(probes.cancelled.getCount()).isZero();
  }

  @Test
  void aListenerHearsOfChangesUntilTheServerStops() throws Exception {
    ObjectNode params = Messages.object();
    params.putObject("notifications").put("toolsListChanged", true);
    HttpResponse<InputStream> answer =
        served.postForStream(
            "/mcp",
            Messages.stateless(1, "subscriptions/listen", params),
            headers("subscriptions/listen"));
    try (Served.Events events = new Served.Events(answer)) {
      assertThat(events.message().get("method").asText())
          .isEqualTo("notifications/subscriptions/acknowledged");
      call("test_trigger_prompt_change");
      call("test_trigger_tool_change");
      assertThat(events.message().get("method").asText())
          .isEqualTo("notifications/tools/list_changed");
      served.close();
      assertThat(events.message().at("/result/resultType").asText()).isEqualTo("complete");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void aListenerWithoutAFilterIsRefused() throws Exception {
    HttpResponse<String> answer =
        served.post(
            "/mcp",
            Messages.stateless(1, "subscriptions/listen", Messages.object()),
            headers("subscriptions/listen"));

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Json.read(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
  }

  @Test
  void theAddressSaysWhoseMemoriesAndWhichClient() throws Exception {
    HttpResponse<String> answer =
        served.post(
            "/mcp/cursor/http/al%20ice",
            Messages.stateless(1, "tools/call", Messages.toolParams("who")),
            headers("tools/call", "who"));

    assertThat(Json.read(answer.body()).at("/result/content/0/text").asText())
        .isEqualTo("cursor/al ice");
  }

  private HttpResponse<String> call(String tool) throws Exception {
    return served.post(
        "/mcp",
        Messages.stateless(1, "tools/call", Messages.toolParams(tool)),
        headers("tools/call", tool));
  }

  private static String[] headers(String method) {
    return new String[] {"MCP-Protocol-Version", VERSION, "Mcp-Method", method};
  }

  private static String[] headers(String method, String name) {
    return new String[] {"MCP-Protocol-Version", VERSION, "Mcp-Method", method, "Mcp-Name", name};
  }

  private static void assertError(HttpResponse<String> answer, int status, int code)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Json.read(answer.body()).at("/error/code").asInt()).isEqualTo(code);
  }
}
