package dev.openmemory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.json.Json;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Secret;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

  private static final HttpOptions LOOPBACK = HttpOptions.at("127.0.0.1", 0);
  private static final HttpOptions GUARDED = LOOPBACK.withToken(new Secret("s3cret"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8765",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.1:99",
        "127.8.8.8",
        "[::1]",
        "[::1]:8765",
        "memory.localhost",
        "openmemory.example:80"
      })
  void itAnswersToTheNamesOfThisMachineAndToThoseItWasGiven(String host) throws Exception {
    try (HttpServer server = start(LOOPBACK.allowing(Set.of("openmemory.example"), Set.of()))) {
      assertThat(RawHttp.get(server.port(), "/thing", "Host: " + host + "\r\n").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8765",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "notlocalhost",
        "[2001:db8::1]",
        "127.0.0.1@evil.example",
        "0.0.0.0"
      })
  void itAnswersToNoOtherName(String host) throws Exception {
    try (HttpServer server = start(LOOPBACK)) {
      RawHttp answer = RawHttp.get(server.port(), "/thing", "Host: " + host + "\r\n");

      assertThat(answer.status()).isIn(400, 403);
      assertThat(answer.head()).contains("application/problem+json");
    }
  }

  @Test
  void anAbsoluteAddressDoesNotGetAroundTheHostHeader() throws Exception {
    try (HttpServer server = start(LOOPBACK)) {
      assertThat(
              RawHttp.get(server.port(), "http://localhost/thing", "Host: evil.example\r\n")
                  .status())
          .isIn(400, 403);
      assertThat(
              RawHttp.get(server.port(), "http://evil.example/thing", "Host: localhost\r\n")
                  .status())
          .isIn(400, 403);
      assertThat(
              RawHttp.get(server.port(), "/thing", "Host: localhost\r\nHost: evil.example\r\n")
                  .status())
          .isIn(400, 403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://localhost:3000",
        "https://127.0.0.1:9",
        "http://[::1]:5",
        "https://pages.example"
      })
  void pagesOfThisMachineAndOfTheOriginsGivenMayCall(String origin) throws Exception {
    try (HttpServer server = start(LOOPBACK.allowing(Set.of(), Set.of("https://pages.example")))) {
      RawHttp answer =
          RawHttp.get(server.port(), "/thing", "Host: localhost\r\nOrigin: " + origin + "\r\n");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).contains("Access-Control-Allow-Origin: " + origin);
      assertThat(answer.head()).doesNotContain("Access-Control-Allow-Credentials");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://evil.example",
        "https://localhost.evil.example",
        "file://",
        "http://",
        "http://localhost@evil.example",
        "chrome-extension://localhost",
        "localhost",
        "%%",
        "http://pages.example"
      })
  void pagesOfOtherOriginsMayNot(String origin) throws Exception {
    try (HttpServer server = start(LOOPBACK.allowing(Set.of(), Set.of("https://pages.example")))) {
      RawHttp answer =
          RawHttp.get(server.port(), "/thing", "Host: localhost\r\nOrigin: " + origin + "\r\n");

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.head()).doesNotContain("Access-Control");
      assertThat(answer.json().get("remedy").textValue()).contains("OPENMEMORY_ALLOWED_ORIGINS");
    }
  }

  @Test
  void aPageMayAskBeforeItCallsAndNeedsNoTokenForThat() throws Exception {
    try (HttpServer server = start(GUARDED)) {
      RawHttp answer =
          RawHttp.send(
              server.port(),
              String.join(
                  "\r\n",
                  "OPTIONS /thing HTTP/1.1",
                  "Host: localhost",
                  "Origin: http://localhost:6274",
                  "Access-Control-Request-Method: POST",
                  "Connection: close",
                  "",
                  ""));

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.head()).contains("Access-Control-Allow-Headers: Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer s3cret",
        "bearer s3cret",
        "Token s3cret",
        "TOKEN   s3cret ",
        "Bearer s3cret"
      })
  void theTokenOpens(String authorization) throws Exception {
    try (HttpServer server = start(GUARDED)) {
      assertThat(
              RawHttp.get(
                      server.port(),
                      "/thing",
                      "Host: localhost\r\nAuthorization: " + authorization + "\r\n")
                  .status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: s3cret\r\n",
        "Authorization: Bearer\r\n",
        "Authorization: Bearer \r\n",
        "Authorization: Bearer wrong\r\n",
        "Authorization: Bearer s3cret2\r\n",
        "Authorization: Basic s3cret\r\n"
      })
  void nothingElseDoes(String header) throws Exception {
    try (HttpServer server = start(GUARDED)) {
      for (String path : List.of("/thing", "/nowhere", "/")) {
        RawHttp answer = RawHttp.get(server.port(), path, "Host: localhost\r\n" + header);

        assertThat(answer.status()).as(path).isEqualTo(401);
        assertThat(answer.head()).contains("WWW-Authenticate: Bearer");
        assertThat(answer.body()).doesNotContain("s3cret");
      }
    }
  }

  @Test
  void healthIsOpenButTellsNothingWithoutTheToken() throws Exception {
    try (HttpServer server = start(GUARDED)) {
      assertThat(RawHttp.get(server.port(), "/health", "Host: localhost\r\n").json())
          .isEqualTo(Json.read("{\"status\":\"ok\"}"));
      assertThat(
              RawHttp.get(
                      server.port(),
                      "/health",
                      "Host: localhost\r\nAuthorization: Bearer s3cret\r\n")
                  .json()
                  .get("version")
                  .textValue())
          .isEqualTo("1.2.3");
      assertThat(RawHttp.get(server.port(), "/health", "Host: evil.example\r\n").status())
          .isEqualTo(403);
    }
  }

  @Test
  void aClientThatLooksForALoginLearnsThatThereIsNone() throws Exception {
    try (HttpServer server = start(GUARDED)) {
      assertThat(
              RawHttp.get(
                      server.port(), "/.well-known/oauth-protected-resource", "Host: localhost\r\n")
                  .status())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void beyondThisMachineItDoesNotStartWithoutAToken(String host) {
    assertThatThrownBy(() -> start(HttpOptions.at(host, 0)))
        .isInstanceOf(MisconfiguredException.class)
        .extracting(e -> ((MisconfiguredException) e).remedy())
        .asString()
        .contains("OPENMEMORY_TOKEN");
  }

  @Test
  void beyondThisMachineItStartsWithOne() throws Exception {
    try (HttpServer server = start(HttpOptions.at("0.0.0.0", 0).withToken(new Secret("s3cret")))) {
      assertThat(server.address().getHost()).isEqualTo("localhost");
      assertThat(RawHttp.get(server.port(), "/thing", "Host: localhost\r\n").status())
          .isEqualTo(401);
      assertThat(RawHttp.get(server.port(), "/thing", "Host: 10.0.0.1\r\n").status())
          .isEqualTo(403);
    }
  }

  private static HttpServer start(HttpOptions options) {
    return HttpServer.start(
        options,
        "1.2.3",
        List.of(),
        Routes.table().on(Method.GET, "/thing", call -> Answer.json(List.of())).build(),
        StaticFiles.NONE);
  }
}
