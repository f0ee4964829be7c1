package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Deferred;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds memories. What is added is found when the answer comes; {@code async_mode} answers first.
 */
final class AddRoutes {

  private final Engine engine;
  private final Callers callers;

  AddRoutes(Engine engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/v3/memories/add/", Guard.around(this::current));
    table.on(Method.POST, "/v1/memories/", Guard.around(this::previous));
  }

  private Answer current(Call call) {
    Body body = Body.of(call);
    boolean later = later(body);
    return Answer.json(event(added(call, body, later), later));
  }

  /** The generation before: a list, or with {@code output_format} v1.1 an object around it. */
  private Answer previous(Call call) {
    Body body = Body.of(call);
    boolean later = later(body);
    Deferred deferred = added(call, body, later);
    boolean wrapped = body.text("output_format").orElse("").equals("v1.1");
    if (later) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode().add(event(deferred, true));
      return Answer.json(wrapped ? wrap(list) : list);
    }
    ArrayNode results = results(deferred);
    return Answer.json(
        wrapped ? wrap(results).put("event_id", deferred.job().toString()) : results);
  }

  private static boolean later(Body body) {
    return body.flag("async_mode").orElse(false) && body.flag("infer").orElse(true);
  }

  private Deferred added(Call call, Body body, boolean later) {
    Scope scope = Owners.of(body);
    RememberRequest request =
        new RememberRequest(
            Messages.of(body),
            scope,
            callers.adding(call, scope),
            body.flag("infer").orElse(true),
            observed(body),
            body.text("expiration_date").map(Moments::expiry).orElse(null),
            metadata(body));
    return later ? engine.rememberLater(request) : engine.rememberAsEvent(request);
  }

  private static @Nullable Instant observed(Body body) {
    for (String name : new String[] {"timestamp", "observation_datetime", "observation_date"}) {
      JsonNode node = body.raw(name);
      if (!node.isMissingNode() && !node.isNull()) {
        return Moments.moment(name, node);
      }
    }
    return null;
  }

  /** What a memory carries: metadata, categories, and that it is not to be changed. */
  private static Metadata metadata(Body body) {
    Metadata given = body.metadata("metadata").orElse(Metadata.EMPTY);
    Map<String, @Nullable Object> values = new LinkedHashMap<>(given.values());
    body.texts("categories").ifPresent(names -> values.put(MemoryShape.CATEGORIES, names));
    if (body.flag("immutable").orElse(false)) {
      values.put(MemoryShape.IMMUTABLE, true);
    }
    if (!(values.getOrDefault(MemoryShape.CATEGORIES, List.of()) instanceof List<?>)) {
      throw new InvalidInputException(
          "metadata.categories is not a list", "Give a list of names, or another key.");
    }
    return new Metadata(values);
  }

  private static ObjectNode event(Deferred deferred, boolean later) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put(
        "message",
        later
            ? "Memory processing has been queued for background execution"
            : "Memories were added");
    node.put("status", later ? "PENDING" : "SUCCEEDED");
    node.put("event_id", deferred.job().toString());
    if (!later) {
      node.set("results", results(deferred));
    }
    return node;
  }

  private static ArrayNode results(Deferred deferred) {
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    deferred.remembered().outcomes().forEach(o -> results.add(MemoryShape.outcome(o)));
    return results;
  }

  private static ObjectNode wrap(ArrayNode results) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("results", results);
    return node;
  }
}
