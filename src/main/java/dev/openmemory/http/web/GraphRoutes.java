package dev.openmemory.http.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Overview;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.json.Json;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.GraphSlice;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Draws the graph of things, and the memories on a line of time. */
final class GraphRoutes {

  private static final int NODES = 300;
  private static final int NEIGHBOURS = 40;
  private static final int MEMORIES = 50;
  private static final int PIECES = 120;

  private final Engine engine;

  GraphRoutes(Engine engine) {
    this.engine = engine;
  }

  Answer graph(Call call) {
    Set<String> predicates = new HashSet<>(call.queries("predicate"));
    predicates.remove("");
    int limit = Parameters.number(call, "limit", NODES, Overview.MAX_NODES);
    return Answer.json(slice(engine.overview().graph(Parameters.scope(call), predicates, limit)));
  }

  Answer around(Call call) {
    int skip = Parameters.number(call, "skip", 0, 1_000_000);
    int limit = Parameters.number(call, "limit", NEIGHBOURS, Overview.MAX_NODES);
    return Answer.json(
        slice(engine.overview().around(id(call), Parameters.scope(call), skip, limit)));
  }

  Answer memories(Call call) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.set(
        "memories",
        WebJson.memories(engine.overview().naming(id(call), Parameters.scope(call), MEMORIES)));
    return Answer.json(node);
  }

  Answer timeline(Call call) {
    List<Span> spans =
        engine
            .overview()
            .timeline(
                Parameters.scope(call),
                Parameters.time(call, "from").orElse(null),
                Parameters.time(call, "to").orElse(null),
                Math.max(1, Parameters.number(call, "pieces", PIECES, 1_000)));
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode array = node.putArray("spans");
    for (Span span : spans) {
      array
          .addObject()
          .put("from", span.from().toString())
          .put("to", span.to().toString())
          .put("memories", span.memories())
          .put("superseded", span.superseded());
    }
    return Answer.json(node);
  }

  private static ObjectNode slice(GraphSlice slice) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("total_nodes", slice.totalNodes());
    ArrayNode nodes = node.putArray("nodes");
    slice
        .nodes()
        .forEach(one -> nodes.add(WebJson.entity(one.entity()).put("degree", one.degree())));
    ArrayNode edges = node.putArray("edges");
    for (GraphSlice.Edge edge : slice.edges()) {
      ObjectNode drawn =
          edges
              .addObject()
              .put("subject", edge.subject().toString())
              .put("predicate", edge.predicate())
              .put("object", edge.object().toString())
              .put("from", edge.from().toString())
              .put("memories", edge.memories());
      WebJson.put(drawn, "to", edge.to());
    }
    ArrayNode predicates = node.putArray("predicates");
    slice
        .predicates()
        .forEach(one -> predicates.addObject().put("name", one.name()).put("edges", one.edges()));
    return node;
  }

  private static EntityId id(Call call) {
    try {
      return new EntityId(UUID.fromString(call.path("id")));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "this is not the id of a thing", "Take it from the graph.", e);
    }
  }
}
