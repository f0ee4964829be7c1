package dev.openmemory.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.HttpServer;
import dev.openmemory.http.Sessions;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A page served over an engine of its own, and what a browser says to it. */
abstract class WebFixture {

  @TempDir Path folder;
  final HttpClient client = HttpClient.newHttpClient();
  final Settings settings = new Settings();
  Engine engine;
  HttpServer server;
  WebApi page;

  /** What the server asks for; null for nothing. */
  @Nullable Secret token() {
    return null;
  }

  @BeforeEach
  final void start() {
    engine = Engines.open(folder.resolve("memory.db"), Clock.systemUTC());
    Sessions sessions = new Sessions(Clock.systemUTC());
    page = new WebApi(engine, settings, token(), sessions, Clock.systemUTC());
    server =
        HttpServer.start(
            HttpOptions.at("127.0.0.1", 0).withToken(token()),
            "1",
            List.of(page.mount()),
            page.routes(),
            WebApi.files(),
            sessions);
  }

  @AfterEach
  final void stop() {
    server.close();
    engine.close();
  }

  final HttpResponse<String> send(
      String method, String path, @Nullable String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** As the page does it, with the header that it adds. */
  final JsonNode call(String method, String path, @Nullable String body) throws Exception {
    HttpResponse<String> answer = send(method, "/ui/api" + path, body, SamePage.MARK, "1");
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? Json.mapper().createObjectNode() : Json.read(answer.body());
  }

  /** Keeps a text as it was said; gives its id. */
  final String add(String text, String user) throws Exception {
    String body = Json.write(Map.of("text", text, "user_id", user, "infer", false));
    return call("POST", "/memories", body).at("/memories/0/id").asText();
  }

  /** Settings in a map. */
  static final class Settings implements Desk {

    final Map<String, String> values = new TreeMap<>(Map.of("port", "8765"));

    @Override
    public String version() {
      return "1";
    }

    @Override
    public String defaultUser() {
      return "tester";
    }

    @Override
    public String file() {
      return "config.json";
    }

    @Override
    public List<Option> settings() {
      return values.entrySet().stream()
          .map(
              entry ->
                  new Option(
                      entry.getKey(),
                      entry.getValue(),
                      "file",
                      "OPENMEMORY_PORT",
                      "8765",
                      "port",
                      List.of(),
                      false,
                      true))
          .toList();
    }

    @Override
    public void set(String key, String value) {
      if (!values.containsKey(key)) {
        throw new InvalidInputException("there is no setting '" + key + "'", "Use port.");
      }
      values.put(key, value);
    }

    @Override
    public void unset(String key) {
      values.put(key, "8765");
    }
  }
}
