package dev.openmemory.http.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Searches as the person types, and tries out what signals count for. */
final class SearchRoutes {

  private static final int HITS = 20;
  private static final int MOST_HITS = 200;

  private final Engine engine;

  SearchRoutes(Engine engine) {
    this.engine = engine;
  }

  /** The signals and what each counts for. */
  Answer signals(Call call) {
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode signals = node.putArray("signals");
    Engine.signals()
        .forEach((name, weight) -> signals.addObject().put("name", name).put("weight", weight));
    return Answer.json(node);
  }

  private static Optional<String> given(ObjectNode body, String name) {
    return Optional.of(body.path(name).asText("").strip()).filter(value -> !value.isEmpty());
  }

  Answer search(Call call) {
    ObjectNode body = call.object();
    Scope scope = Scope.ANY;
    for (Axis axis : Axis.values()) {
      String value = body.path(axis.key()).asText("").strip();
      scope = scope.with(axis, value.isEmpty() ? null : value);
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> weight : body.path("weights").properties()) {
      weights.put(weight.getKey(), weight.getValue().asDouble(Double.NaN));
    }
    long began = System.nanoTime();
    Recalled recalled =
        engine
            .overview()
            .search(
                new RecallRequest(
                        body.path("query").asText(""),
                        scope,
                        Math.max(1, Math.min(MOST_HITS, body.path("limit").asInt(HITS))),
                        null,
                        body.path("explain").asBoolean(false),
                        WebApi.PERSON,
                        null,
                        weights)
                    .of(Parameters.selection(name -> given(body, name))));
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("considered", recalled.considered());
    node.put("millis", WebJson.rounded((System.nanoTime() - began) / 1e6));
    ArrayNode hits = node.putArray("memories");
    recalled.hits().forEach(hit -> hits.add(WebJson.hit(hit)));
    return Answer.json(node);
  }
}
