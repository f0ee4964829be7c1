package dev.openmemory.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.HttpServer;
import dev.openmemory.http.Routes;
import dev.openmemory.http.StaticFiles;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A running server over a database of its own, with the real model, and a plain client of it. */
public final class RestServer implements AutoCloseable {

  public final Engine engine;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public RestServer(Path folder, Function<Engine, Routes> routes) {
    this(folder, routes, HttpOptions.at("127.0.0.1", 0));
  }

  public RestServer(Path folder, Function<Engine, Routes> routes, HttpOptions options) {
    engine = Engines.open(folder.resolve("memory.db"), Clock.systemUTC());
    server = HttpServer.start(options, "1", List.of(), routes.apply(engine), StaticFiles.NONE);
  }

  public int port() {
    return server.port();
  }

  /** Sends a request; a body goes as JSON. */
  public HttpResponse<String> send(
      String method, String path, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The JSON of an answer that must have a status. */
  public JsonNode json(int status, String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return Json.read(answer.body());
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return json(200, "GET", path, null);
  }

  public JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(200, "POST", path, body);
  }

  @Override
  public void close() {
    server.close();
    engine.close();
  }
}
