package dev.openmemory.http.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.RawHttp;
import dev.openmemory.http.rest.RestServer;
import dev.openmemory.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before it reaches a route of Mem0's. */
class Mem0SecurityTest {

  private static final String ADD =
      "{\"messages\":\"<script>alert(1)</script>\",\"user_id\":\"a\",\"infer\":false}";

  @TempDir Path folder;
  private RestServer server;

  @BeforeEach
  void start() {
    server =
        new RestServer(
            folder,
            Mem0Routes::of,
            HttpOptions.at("127.0.0.1", 0).withToken(new Secret("right-token")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theTokenIsTheApiKeyUnderEitherName() throws Exception {
    for (String scheme : new String[] {"Token", "Bearer"}) {
      assertThat(
              server
                  .send("GET", "/v1/ping/", null, "Authorization", scheme + " right-token")
                  .statusCode())
          .isEqualTo(200);
      var refused = server.send("GET", "/v1/ping/", null, "Authorization", scheme + " wrong-token");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("\"detail\"").doesNotContain("right-token");
    }
    assertThat(server.send("POST", "/v3/memories/add/", ADD).statusCode()).isEqualTo(401);
  }

  @Test
  void anotherHostOrOriginIsRefused() throws Exception {
    assertThat(
            RawHttp.get(
                    server.port(),
                    "/v1/ping/",
                    "Host: evil.example\r\nAuthorization: Token right-token\r\n")
                .status())
        .isEqualTo(403);
    assertThat(
            server
                .send(
                    "POST",
                    "/v3/memories/add/",
                    ADD,
                    "Origin",
                    "https://evil.example",
                    "Authorization",
                    "Token right-token")
                .statusCode())
        .isEqualTo(403);
  }

  /** An add with the token, whose further headers and body are these lines. */
  private RawHttp raw(String... lines) throws IOException {
    return RawHttp.send(
        server.port(),
        String.join(
            "\r\n",
            "POST /v3/memories/add/ HTTP/1.1",
            "Host: localhost",
            "Authorization: Token right-token",
            String.join("\r\n", lines)));
  }

  @Test
  void aBodyOfAHundredMegabytesIsRefusedUnread() throws Exception {
    RawHttp answer = raw("Content-Type: application/json", "Content-Length: 104857600", "", "");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("detail").textValue()).contains("104857600");
  }

  @Test
  void aScriptInATextIsTextAndAFormIsNoJson() throws Exception {
    var added = server.send("POST", "/v3/memories/add/", ADD, "Authorization", "Token right-token");

    assertThat(added.statusCode()).isEqualTo(200);
    assertThat(added.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(added.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(
            raw("Content-Type: text/plain", "Content-Length: 2", "Connection: close", "", "{}")
                .status())
        .isEqualTo(415);
  }

  @Test
  void aPathThatLeavesItsPlaceLeadsNowhere() throws Exception {
    for (String path :
        new String[] {
          "/v1/memories/../../etc/passwd", "/v1/memories/%2e%2e/", "/v1/memories/%2f/"
        }) {
      RawHttp answer =
          RawHttp.get(
              server.port(), path, "Host: localhost\r\nAuthorization: Token right-token\r\n");
      assertThat(answer.status()).as(path).isBetween(400, 499);
      assertThat(answer.body()).doesNotContain("Exception");
    }
  }
}
