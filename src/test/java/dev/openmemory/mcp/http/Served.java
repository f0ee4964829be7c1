package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.HttpServer;
import dev.openmemory.http.Mount;
import dev.openmemory.http.Routes;
import dev.openmemory.http.StaticFiles;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running server with MCP mounted, and a plain HTTP client of it. */
final class Served implements AutoCloseable {

  static final String BOTH = "application/json, text/event-stream";

  final HttpServer server;
  final McpServlet mcp;
  private final HttpClient client = HttpClient.newHttpClient();

  Served(Catalogue catalogue) {
    this(catalogue, McpHttpOptions.DEFAULT, Clock.systemUTC());
  }

  Served(Catalogue catalogue, McpHttpOptions options, Clock clock) {
    this.mcp = new McpServlet(catalogue, options, clock);
    this.server =
        HttpServer.start(
            HttpOptions.at("127.0.0.1", 0),
            "1",
            List.of(new Mount(McpServlet.MOUNTS, mcp, mcp::drain)),
            Routes.table().build(),
            StaticFiles.NONE);
  }

  /** A request to a path, with headers as name and value in turn. */
  HttpRequest.Builder to(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(60));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Posts JSON that the client takes back in both forms. */
  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return client.send(posting(path, body, headers), BodyHandlers.ofString());
  }

  /** The same, with the body as it comes in. */
  HttpResponse<InputStream> postForStream(String path, String body, String... headers)
      throws Exception {
    return client.send(posting(path, body, headers), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  /** Opens a stream of events. */
  HttpResponse<InputStream> getStream(String path, String... headers) throws Exception {
    return client.send(
        to(path, headers).header("Accept", "text/event-stream").GET().build(),
        BodyHandlers.ofInputStream());
  }

  /** Opens a session and gives its id. */
  String session(String path) throws Exception {
    HttpResponse<String> opened = post(path, Messages.initialize(1));
    String id = opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
    post(path, Messages.notification("notifications/initialized"), "Mcp-Session-Id", id);
    return id;
  }

  private HttpRequest posting(String path, String body, String... headers) {
    HttpRequest.Builder request = to(path, headers).POST(BodyPublishers.ofString(body));
    List<String> given = List.of(headers);
    if (!given.contains("Accept")) {
      request.header("Accept", BOTH);
    }
    if (!given.contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    return request.build();
  }

  /** The messages of a body, be it JSON or events. */
  static List<JsonNode> messages(HttpResponse<String> response) throws IOException {
    if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
      return List.of(Json.read(response.body()));
    }
    List<JsonNode> messages = new ArrayList<>();
    for (String line : response.body().split("\n")) {
      if (line.startsWith("data: ")) {
        messages.add(Json.read(line.substring(6)));
      }
    }
    return messages;
  }

  @Override
  public void close() {
    server.close();
  }

  /** Reads events one by one. */
  static final class Events implements AutoCloseable {

    private final BufferedReader lines;

    Events(HttpResponse<InputStream> response) {
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The data of the next event; empty at the end. Comments are skipped. */
    Optional<String> next() throws IOException {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("data: ")) {
          return Optional.of(line.substring(6));
        }
      }
      return Optional.empty();
    }

    /** The next event as a message. */
    JsonNode message() throws IOException {
      return Json.read(next().orElseThrow());
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
