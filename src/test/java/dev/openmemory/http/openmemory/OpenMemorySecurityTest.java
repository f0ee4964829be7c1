package dev.openmemory.http.openmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.RawHttp;
import dev.openmemory.http.rest.RestServer;
import dev.openmemory.model.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before it reaches a route of OpenMemory's, which itself knew no token. */
class OpenMemorySecurityTest {

  private static final String TOKEN = "Authorization: Bearer right-token\r\n";
  private static final String LIST = "/api/v1/memories/?user_id=alice";

  @TempDir Path folder;
  private RestServer server;

  @BeforeEach
  void start() {
    server =
        new RestServer(
            folder,
            OpenMemoryRoutes::of,
            HttpOptions.at("127.0.0.1", 0).withToken(new Secret("right-token")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nothingIsReadOrChangedWithoutTheToken() throws Exception {
    assertThat(server.send("GET", LIST, null).statusCode()).isEqualTo(401);
    assertThat(server.send("PUT", "/api/v1/apps/cursor?is_active=false", "{}").statusCode())
        .isEqualTo(401);
    assertThat(server.send("POST", "/api/v1/backup/export", "{}").statusCode()).isEqualTo(401);
    assertThat(server.send("GET", LIST, null, "Authorization", "Bearer right-token").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anotherHostOrOriginIsRefused() throws Exception {
    assertThat(RawHttp.get(server.port(), LIST, "Host: evil.example\r\n" + TOKEN).status())
        .isEqualTo(403);
    assertThat(
            RawHttp.get(
                    server.port(),
                    LIST,
                    "Host: localhost\r\nOrigin: https://evil.example\r\n" + TOKEN)
                .status())
        .isEqualTo(403);
  }

  @Test
  void aBodyOfAHundredMegabytesIsRefusedUnread() throws Exception {
    String request =
        String.join(
            "\r\n",
            "POST /api/v1/memories/ HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer right-token",
            "Content-Type: application/json",
            "Content-Length: 104857600",
            "",
            "");

    assertThat(RawHttp.send(server.port(), request).status()).isEqualTo(413);
  }

  @Test
  void aScriptInATextComesBackAsJsonAndAFailureShowsNothingOfTheInside() throws Exception {
    var made =
        server.send(
            "POST",
            "/api/v1/memories/",
            "{\"text\":\"<script>alert(1)</script>\",\"user_id\":\"alice\",\"infer\":false}",
            "Authorization",
            "Bearer right-token");
    assertThat(made.headers().firstValue("Content-Type")).hasValue("application/json");
    RawHttp wrong =
        RawHttp.get(server.port(), "/api/v1/memories/%00", "Host: localhost\r\n" + TOKEN);
    assertThat(wrong.status()).isBetween(400, 499);
    assertThat(wrong.body()).doesNotContain("Exception");
  }

  @Test
  void whoPausedTheRoutesThemselvesCanResumeThem() throws Exception {
    try (RestServer server = new RestServer(folder, OpenMemoryRoutes::of)) {
      server.post(
          "/api/v1/memories/",
          "{\"text\":\"I like tea.\",\"user_id\":\"alice\",\"app\":\"openmemory\",\"infer\":false}");
      server.json(200, "PUT", "/api/v1/apps/openmemory?is_active=false", null);
      server.json(403, "GET", "/api/v1/memories/?user_id=alice", null);

      server.json(200, "PUT", "/api/v1/apps/openmemory?is_active=true", null);

      assertThat(server.get("/api/v1/memories/?user_id=alice").get("items")).hasSize(1);
    }
  }
}
