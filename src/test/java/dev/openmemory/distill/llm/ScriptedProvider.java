package dev.openmemory.distill.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.openmemory.config.LlmSettings;
import dev.openmemory.json.Json;
import dev.openmemory.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that speaks one provider's API and answers as a test tells it, in order; the last answer
 * is repeated. A request that the real provider would refuse is refused, and told at the end.
 */
public final class ScriptedProvider implements AutoCloseable {

  static final String KEY = "sk-test-key";
  static final String MODEL = "scripted-model";

  private final LlmSettings.Provider api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());

  /** What becomes of one request. */
  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  public ScriptedProvider(LlmSettings.Provider api) {
    this.api = api;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Answers with a completion. */
  public ScriptedProvider answers(String text) {
    return replies(exchange -> send(exchange, 200, "application/json", completion(text)));
  }

  /** Answers with a status and a body that quotes the key, as some providers do. */
  public ScriptedProvider fails(int status, String... headers) {
    return replies(
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          String body = "{\"error\":{\"message\":\"no: " + KEY + " said oboe\"}}";
          send(exchange, status, "application/json", body);
        });
  }

  /** Answers with something else. */
  public ScriptedProvider sends(String type, String body) {
    return replies(exchange -> send(exchange, 200, type, body));
  }

  /** Takes the request and says nothing; with headers, it begins to answer first. */
  public ScriptedProvider hangs(boolean headers) {
    return replies(
        exchange -> {
          if (headers) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
          }
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
  }

  /** Refuses questions with this member, as a server does that does not know it. */
  public ScriptedProvider refuses(String member, String otherwise) {
    return replies(
        exchange -> {
          boolean has = requests.get(requests.size() - 1).has(member);
          send(
              exchange,
              has ? 400 : 200,
              "application/json",
              has ? "{\"error\":\"unknown member\"}" : completion(otherwise));
        });
  }

  private ScriptedProvider replies(Reply reply) {
    synchronized (script) {
      script.add(reply);
    }
    return this;
  }

  /** Forgets what it was told to answer. */
  public ScriptedProvider anew() {
    synchronized (script) {
      script.clear();
    }
    return this;
  }

  /** How to reach it. */
  public LlmSettings settings(Duration timeout) {
    String path = api == LlmSettings.Provider.OLLAMA ? "" : "/v1";
    return new LlmSettings(
        api,
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
        MODEL,
        Optional.of(new Secret(KEY)),
        timeout,
        8_192);
  }

  /** The bodies of the requests so far. */
  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  /** What the real provider would have refused. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    List<String> wrong = new ArrayList<>();
    try {
      JsonNode request = Json.read(body);
      StrictApi.check(api, exchange, request, wrong::add);
      requests.add(request);
    } catch (IOException e) {
      wrong.add("not JSON");
    }
    if (!wrong.isEmpty()) {
      problems.addAll(wrong);
      send(exchange, 418, "text/plain", String.join("; ", wrong));
      return;
    }
    Reply reply;
    synchronized (script) {
      reply = script.size() > 1 ? script.remove() : script.element();
    }
    reply.to(exchange);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String completion(String text) {
    ObjectNode node = Json.mapper().createObjectNode();
    switch (api) {
      case OLLAMA -> {
        node.put("model", MODEL).put("created_at", "2026-11-22T10:00:00.000Z");
        node.putObject("message").put("role", "assistant").put("content", text);
        node.put("done", true).put("done_reason", "stop");
        node.put("total_duration", 12).put("prompt_eval_count", 900).put("eval_count", 70);
      }
      case OPENAI -> {
        node.put("id", "c1").put("object", "chat.completion").put("created", 1_763_800_000);
        node.put("model", MODEL);
        ObjectNode choice = node.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.put("finish_reason", "stop");
        node.putObject("usage")
            .put("prompt_tokens", 900)
            .put("completion_tokens", 70)
            .put("total_tokens", 970);
      }
      case ANTHROPIC -> {
        node.put("id", "m1").put("type", "message").put("role", "assistant").put("model", MODEL);
        node.putArray("content").addObject().put("type", "text").put("text", text);
        node.put("stop_reason", "end_turn");
        node.putObject("usage").put("input_tokens", 900).put("output_tokens", 70);
      }
    }
    return node.toString();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
