package dev.openmemory.http.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Overview;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.engine.Revision;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists, shows, makes and changes memories. */
final class MemoryRoutes {

  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final int PAGE = 50;
  private static final int MOST_RELATED = 20;

  private final Engine engine;

  MemoryRoutes(Engine engine) {
    this.engine = engine;
  }

  Answer list(Call call) {
    Cursor after = Parameters.text(call, "cursor").map(Cursor::new).orElse(null);
    int limit = Math.max(1, Parameters.number(call, "limit", PAGE, Engine.MAX_PAGE));
    return Answer.json(
        WebJson.page(
            engine
                .overview()
                .list(
                    Parameters.scope(call),
                    Parameters.selection(call),
                    Parameters.sort(call),
                    after,
                    limit)));
  }

  Answer show(Call call) {
    Overview.Dossier dossier = engine.overview().dossier(id(call));
    ObjectNode node = WebJson.memory(dossier.memory());
    if (dossier.source() != null) {
      ObjectNode source = WebJson.message(dossier.source());
      source.put("passage", dossier.memory().provenance().passage());
      node.set("source", source);
    }
    if (dossier.replacedBy() != null) {
      node.set("replaced_by", WebJson.memory(dossier.replacedBy()));
    }
    node.set("replaces", WebJson.memories(dossier.replaces()));
    node.set("conflicts_with", WebJson.memories(dossier.conflicts()));
    ArrayNode entities = node.putArray("entities");
    dossier.entities().forEach(entity -> entities.add(WebJson.entity(entity)));
    ArrayNode history = node.putArray("history");
    dossier.history().forEach(event -> history.add(WebJson.event(event)));
    ArrayNode accesses = node.putArray("accesses");
    dossier.accesses().forEach(event -> accesses.add(WebJson.access(event)));
    return Answer.json(node);
  }

  Answer related(Call call) {
    int limit = Math.max(1, Parameters.number(call, "limit", 8, MOST_RELATED));
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode related = node.putArray("memories");
    engine
        .overview()
        .related(id(call), limit)
        .forEach(
            other ->
                related.add(
                    WebJson.memory(other.memory()).put("cosine", WebJson.rounded(other.cosine()))));
    return Answer.json(node);
  }

  Answer add(Call call) {
    ObjectNode body = call.object();
    Scope scope = Scope.ANY;
    for (Axis axis : Axis.values()) {
      scope = scope.with(axis, text(body, axis.key()).orElse(null));
    }
    Instant expires =
        text(body, "expires_at").map(time -> Parameters.time("expires_at", time)).orElse(null);
    Instant observed =
        text(body, "observed_at").map(time -> Parameters.time("observed_at", time)).orElse(null);
    Actor actor =
        new Actor(
            text(body, "role").map(Role::ofKey).orElse(Role.USER), text(body, "name").orElse(null));
    Remembered remembered =
        engine.remember(
            new RememberRequest(
                List.of(new RememberRequest.Said(actor, body.path("text").asText(""), null)),
                scope,
                WebApi.PERSON,
                body.path("infer").asBoolean(true),
                observed,
                expires,
                metadata(body).orElse(Metadata.EMPTY)));
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("added", remembered.count(Remembered.Event.ADDED));
    node.put("repeated", remembered.count(Remembered.Event.REPEATED));
    node.put("replaced", remembered.replacements().size());
    ArrayNode memories = node.putArray("memories");
    remembered.outcomes().forEach(outcome -> memories.add(WebJson.memory(outcome.memory())));
    return Answer.json(201, node);
  }

  @SuppressWarnings("NullOptional") // null means: leave the expiry as it is
  Answer revise(Call call) {
    ObjectNode body = call.object();
    Optional<Instant> expires = null;
    if (body.has("expires_at")) {
      expires = text(body, "expires_at").map(time -> Parameters.time("expires_at", time));
    }
    Revision revision =
        new Revision(
            id(call),
            body.hasNonNull("text") ? body.path("text").asText() : null,
            metadata(body).orElse(null),
            text(body, "state").map(State::ofKey).orElse(null),
            expires);
    return Answer.json(WebJson.memory(engine.revise(revision, Scope.ANY, WebApi.PERSON)));
  }

  /** Makes a memory found and true again. */
  Answer restore(Call call) {
    return Answer.json(WebJson.memory(engine.restore(id(call), Scope.ANY, WebApi.PERSON)));
  }

  /** Erases a memory for good. */
  Answer erase(Call call) {
    engine.erase(id(call), Scope.ANY, WebApi.PERSON);
    return Answer.empty(204);
  }

  /** Gives memories new states; the answer, sent back, undoes it. */
  Answer states(Call call) {
    Map<MemoryId, State> states = new LinkedHashMap<>();
    for (JsonNode change : call.object().path("changes")) {
      states.put(
          MemoryId.parse(change.path("id").asText("")),
          State.ofKey(change.path("state").asText("")));
    }
    if (states.isEmpty()) {
      throw new InvalidInputException(
          "no memory is named", "Send {\"changes\": [{\"id\": …, \"state\": …}]}.");
    }
    Map<MemoryId, State> before = engine.overview().setStates(states, WebApi.PERSON);
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode changes = node.putArray("changes");
    before.forEach(
        (id, state) -> changes.addObject().put("id", id.toString()).put("state", state.key()));
    return Answer.json(node);
  }

  private static MemoryId id(Call call) {
    return MemoryId.parse(call.path("id"));
  }

  private static Optional<String> text(JsonNode body, String name) {
    return Optional.of(body.path(name).asText("").strip())
        .filter(value -> !value.isEmpty() && !body.path(name).isNull());
  }

  private static Optional<Metadata> metadata(ObjectNode body) {
    JsonNode value = body.get("metadata");
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw new InvalidInputException("metadata is not an object", "Send a JSON object.");
    }
    return Optional.of(new Metadata(Json.mapper().convertValue(value, OBJECT)));
  }
}
