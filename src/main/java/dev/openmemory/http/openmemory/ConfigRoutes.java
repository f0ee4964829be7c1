package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineStats;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Scope;
import java.util.List;

/**
 * What the server runs on, in OpenMemory's words. Nothing can be set here: a setting that is not
 * saved is refused, and {@code openmemory config set} saves.
 */
final class ConfigRoutes {

  private static final List<String> PARTS = List.of("llm", "embedder", "vector_store");

  private final Engine engine;
  private final Asking asking;

  ConfigRoutes(Engine engine, Asking asking) {
    this.asking = asking;
    this.engine = engine;
  }

  void on(Routes.Builder table) {
    table.on(Method.GET, "/api/v1/config/", Asking.guarded(call -> Answer.json(config())));
    table.on(Method.PUT, "/api/v1/config/", refused());
    table.on(Method.PATCH, "/api/v1/config/", refused());
    table.on(Method.POST, "/api/v1/config/reset", refused());
    for (String part : PARTS) {
      String path = "/api/v1/config/mem0/" + part;
      table.on(
          Method.GET, path, Asking.guarded(call -> Answer.json(config().path("mem0").path(part))));
      table.on(Method.PUT, path, refused());
    }
    table.on(
        Method.GET,
        "/api/v1/config/openmemory",
        Asking.guarded(call -> Answer.json(config().path("openmemory"))));
    table.on(Method.PUT, "/api/v1/config/openmemory", refused());
  }

  private static Routes.Answerer refused() {
    return Asking.guarded(
        call -> {
          throw RefusedException.detail(
              501, "Settings are not saved here. Use 'openmemory config set', and restart.");
        });
  }

  private ObjectNode config() {
    EngineStats stats = engine.stats(Scope.ANY, asking.caller());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject("openmemory").putNull("custom_instructions");
    ObjectNode mem0 = node.putObject("mem0");
    mem0.putNull("llm");
    mem0.putObject("embedder")
        .put("provider", "onnx")
        .putObject("config")
        .put("model", stats.model())
        .put("embedding_dims", stats.dimension());
    mem0.putObject("vector_store")
        .put("provider", "sqlite")
        .putObject("config")
        .put("path", stats.file().toString())
        .put("index", stats.vectorIndex());
    return node;
  }
}
