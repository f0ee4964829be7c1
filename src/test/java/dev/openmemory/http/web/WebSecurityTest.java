package dev.openmemory.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.http.RawHttp;
import dev.openmemory.json.Json;
import dev.openmemory.model.Secret;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSecurityTest extends WebFixture {

  private static final String TOKEN = "s3cret-token";

  @Override
  Secret token() {
    return new Secret(TOKEN);
  }

  @Test
  void withoutTheTokenThereIsOnlyTheSignInPage() throws Exception {
    assertThat(send("GET", "/", null).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/js/main.js", null).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/ui/api/session", null).body())
        .isEqualTo("{\"token_required\":true,\"signed_in\":false}");
    for (String path : new String[] {"/memories", "/status", "/graph", "/changes", "/settings"}) {
      assertThat(send("GET", "/ui/api" + path, null).statusCode()).isEqualTo(401);
    }
    assertThat(send("GET", "/ui/api/memories", null, "Authorization", "Bearer wrong"))
        .returns(401, HttpResponse::statusCode);
    assertThat(send("GET", "/ui/api/memories", null, "Cookie", "openmemory_session=guessed"))
        .returns(401, HttpResponse::statusCode);
  }

  @Test
  void theTokenIsExchangedForACookieThatNoScriptReadsAndNoOtherSiteSends() throws Exception {
    HttpResponse<String> answer = signIn(TOKEN);
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/ui").doesNotContain(TOKEN);
    String cookie = set.substring(0, set.indexOf(';'));
    assertThat(send("GET", "/ui/api/memories", null, "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/health", null, "Cookie", cookie).body()).doesNotContain("version");

    send("DELETE", "/ui/api/session", null, "Cookie", cookie, SamePage.MARK, "1");
    assertThat(send("GET", "/ui/api/memories", null, "Cookie", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void guessingTheTokenIsSlowedDown() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(signIn("wrong" + i).statusCode()).isEqualTo(401);
    }
    assertThat(signIn(TOKEN).statusCode()).isEqualTo(429);
  }

  @Test
  void aPageOfAnotherOriginChangesNothingEvenWithTheCookie() throws Exception {
    String set = signIn(TOKEN).headers().firstValue("Set-Cookie").orElseThrow();
    String cookie = set.substring(0, set.indexOf(';'));
    String body = Json.write(Map.of("text", "planted"));

    for (String origin : new String[] {"https://evil.example", "http://localhost:1", "null"}) {
      assertThat(
              send(
                  "POST",
                  "/ui/api/memories",
                  body,
                  "Cookie",
                  cookie,
                  "Origin",
                  origin,
                  SamePage.MARK,
                  "1"))
          .returns(403, HttpResponse::statusCode);
    }
    assertThat(send("POST", "/ui/api/memories", body, "Cookie", cookie))
        .as("without the header that a form cannot send")
        .returns(403, HttpResponse::statusCode);
    for (String site : new String[] {"cross-site", "same-site"}) {
      assertThat(send("GET", "/ui/api/memories", null, "Cookie", cookie, "Sec-Fetch-Site", site))
          .returns(403, HttpResponse::statusCode);
      assertThat(send("GET", "/ui/api/changes", null, "Cookie", cookie, "Sec-Fetch-Site", site))
          .returns(403, HttpResponse::statusCode);
    }
    String own = server.address().toString();
    assertThat(
            send(
                "POST",
                "/ui/api/memories",
                body,
                "Cookie",
                cookie,
                "Origin",
                own,
                SamePage.MARK,
                "1"))
        .returns(201, HttpResponse::statusCode);
  }

  @Test
  void aForeignHostIsRefusedBeforeAnythingElse() throws Exception {
    for (String path : new String[] {"/", "/ui/api/session", "/ui/api/memories"}) {
      assertThat(RawHttp.get(server.port(), path, "Host: evil.example\r\n").status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../version.properties",
        "/js/../../dev/openmemory/cli/version.properties",
        "/%2e%2e/dev/openmemory/storage/V001__foundation.sql",
        "/js/..%2f..%2fsimplelogger.properties",
        "/lib/..%5c..%5csimplelogger.properties",
        "/ui/api/../../../etc/passwd"
      })
  void nothingBesideThePageIsServed(String path) throws Exception {
    RawHttp answer = RawHttp.get(server.port(), path, "Host: localhost\r\n");

    assertThat(answer.status()).isIn(400, 401, 404);
    assertThat(answer.body()).doesNotContain("CREATE TABLE", "root:");
  }

  @Test
  void thePageMayLoadAndRunOnlyWhatTheServerGives() throws Exception {
    HttpResponse<String> page = send("GET", "/", null);

    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.body()).doesNotContain("<style", "style=", " onclick", "http://", "https://");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
  }

  @Test
  void markupInAMemoryStaysTextOfAJsonAnswer() throws Exception {
    String cookie = signIn(TOKEN).headers().firstValue("Set-Cookie").orElseThrow();
    String evil = "<script>alert(1)</script> is my test";
    HttpResponse<String> added =
        send(
            "POST",
            "/ui/api/memories",
            Json.write(Map.of("text", evil, "infer", false)),
            "Cookie",
            cookie,
            SamePage.MARK,
            "1");

    assertThat(Json.read(added.body()).at("/memories/0/text").asText()).isEqualTo(evil);
    assertThat(added.headers().firstValue("Content-Type").orElse("")).contains("application/json");
    assertThat(added.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void aBodyOfAHundredMegabytesIsNotRead() throws Exception {
    RawHttp announced =
        RawHttp.send(
            server.port(),
            "POST /ui/api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 104857600\r\n\r\n{");

    assertThat(announced.status()).isEqualTo(413);
    for (String path : List.of("/ui/api/session", "/ui/api/memories")) {
      RawHttp inPieces =
          RawHttp.chunked(
              server.port(),
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + SamePage.MARK
                  + ": 1\r\nAuthorization: Bearer "
                  + TOKEN
                  + "\r\n",
              104_857_600);

      assertThat(inPieces.status()).as(path).isEqualTo(413);
    }
  }

  private HttpResponse<String> signIn(String token) throws Exception {
    return send("POST", "/ui/api/session", Json.write(Map.of("token", token)), SamePage.MARK, "1");
  }
}
