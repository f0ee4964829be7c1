package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.ClientInfo;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.catalogue.Peer;
import dev.openmemory.mcp.protocol.Methods;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The product's catalogue over an engine in a folder, called without a transport. */
public final class MemoryServer implements AutoCloseable {

  private final Engine engine;
  private final Catalogue catalogue;

  /** Opens the database of a folder. */
  public MemoryServer(Path folder) {
    engine = open(folder);
    catalogue = ProductCatalogue.of(() -> engine, "1.2.3");
  }

  /** An engine over the database of a folder, with the model that comes with the product. */
  public static Engine open(Path folder) {
    return Engine.open(
        new EngineOptions(
            folder.resolve("memory.db"),
            "alice",
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.RESIDENT,
            folder.resolve("native"),
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), EmbeddingModels.DEFAULT)),
        Clock.systemUTC());
  }

  /** What it offers. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The structured result of a call that succeeds. */
  public JsonNode call(String tool, String arguments) {
    return call(tool, arguments, Origin.ANY);
  }

  /** The structured result of a call that comes in on some address. */
  public JsonNode call(String tool, String arguments, Origin origin) {
    JsonNode result = result(tool, arguments, origin);
    if (result.path("isError").asBoolean()) {
      throw new AssertionError(result.at("/content/0/text").asText());
    }
    return result.path("structuredContent");
  }

  /** What a call that fails says. */
  public String problem(String tool, String arguments) {
    return problem(tool, arguments, Origin.ANY);
  }

  /** What a call that fails says, when it comes in on some address. */
  public String problem(String tool, String arguments, Origin origin) {
    JsonNode result = result(tool, arguments, origin);
    if (!result.path("isError").asBoolean()) {
      throw new AssertionError("no error: " + result);
    }
    return result.at("/content/0/text").asText();
  }

  private JsonNode result(String tool, String arguments, Origin origin) {
    ObjectNode params = Json.mapper().createObjectNode().put("name", tool);
    params.set("arguments", json(arguments));
    return invoke("tools/call", params, origin);
  }

  /** The result of a method. */
  public JsonNode invoke(String method, String params) {
    return invoke(method, json(params), Origin.ANY);
  }

  private JsonNode invoke(String method, ObjectNode params, Origin origin) {
    return new Methods(catalogue).invoke(method, params, context(origin));
  }

  static CallContext context(Origin origin) {
    return new CallContext(
        origin,
        new ClientInfo("tester", "1"),
        new Cancellation(),
        (done, total, message) -> {},
        (level, logger, data) -> {},
        new Peer() {
          @Override
          public boolean offers(Kind kind) {
            return false;
          }

          @Override
          public Map<String, ObjectNode> ask(Map<String, Question> questions) {
            throw new IllegalStateException("nothing is asked here");
          }
        });
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.read(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
