package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.http.RawHttp;
import dev.openmemory.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before it reaches a method, in whichever era. */
class RefusalTest {

  private final Served served = new Served(new Probes().catalogue());

  @AfterEach
  void stop() {
    served.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "text/html", "*/json"})
  void aClientThatDoesNotTakeBothFormsIsRefused(String accept) throws Exception {
    error(served.post("/mcp", Messages.initialize(1), "Accept", accept), 406, -32600);
  }

  @Test
  void aClientThatSaysNothingOfWhatItTakesIsRefused() throws Exception {
    error(
        served.send(
            served
                .to("/mcp", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Messages.initialize(1)))
                .build()),
        406,
        -32600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "application/*, text/*;q=0.5", "text/event-stream, APPLICATION/JSON;q=1"})
  void aClientThatTakesBothIsServed(String accept) throws Exception {
    assertThat(served.post("/mcp", Messages.initialize(1), "Accept", accept).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void aBodyThatIsNotSaidToBeJsonIsRefused(String type) throws Exception {
    error(served.post("/mcp", Messages.initialize(1), "Content-Type", type), 415, -32600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "{\"a\":1}{\"b\":2}", "{\"a\":1,\"a\":2}"})
  void whatIsNoJsonIsAParseError(String body) throws Exception {
    error(served.post("/mcp", body), 400, -32700);
  }

  @Test
  void nestingWithoutEndIsAParseError() throws Exception {
    error(served.post("/mcp", "[".repeat(100_000)), 400, -32700);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "null",
        "\"text\"",
        "{}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]"
      })
  void whatIsNoMessageIsAnInvalidRequest(String body) throws Exception {
    error(served.post("/mcp", body), 400, -32600);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 40})
  void aClientThatWritesTooMuchGetsAnAnswerAndNoBrokenConnection(int megabytes) throws Exception {
    String body = "\"" + "All work and no play. ".repeat(megabytes * 50_000) + "\"";

    error(served.post("/mcp", body), 413, -32600);
  }

  @Test
  void aMessageOverTheLimitIsRefused() throws Exception {
    byte[] large = new byte[8 * 1024 * 1024 + 1];
    java.util.Arrays.fill(large, (byte) ' ');
    RawHttp chunked =
        RawHttp.send(
            served.server.port(),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: */*\r\nTransfer-Encoding: chunked\r\n\r\n800001\r\n"
                + new String(large, java.nio.charset.StandardCharsets.ISO_8859_1)
                + "\r\n0\r\n\r\n");

    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.json().at("/error/code").asInt()).isEqualTo(-32600);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /mcp/messages/, POST",
    "POST, /sse, GET",
    "DELETE, /mcp/cursor/sse/alice, GET",
    "PUT, /mcp, 'GET, POST, DELETE'"
  })
  void aMethodThatAnAddressLacksIsNotAllowed(String method, String path, String allow)
      throws Exception {
    HttpResponse<String> answer =
        served.send(served.to(path).method(method, BodyPublishers.noBody()).build());

    error(answer, 405, -32600);
    assertThat(answer.headers().firstValue("Allow")).hasValue(allow);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mcp/nothing",
        "/mcp/a/b",
        "/mcp/a/ftp/b",
        "/mcp/a/http/b/messages/",
        "/mcp/a/sse/b/c",
        "/mcp//http/b",
        "/mcp/a/http/"
      })
  void anAddressWithoutMeaningIsNotFound(String path) throws Exception {
    RawHttp answer =
        RawHttp.send(
            served.server.port(),
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n");

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.head()).contains("application/").contains("json");
  }

  private static void error(HttpResponse<String> answer, int status, int code) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode message = Json.read(answer.body());
    assertThat(message.at("/error/code").asInt()).isEqualTo(code);
    assertThat(message.at("/error/message").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\\tat ");
  }
}
