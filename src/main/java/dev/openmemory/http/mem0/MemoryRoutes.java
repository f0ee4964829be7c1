package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Revision;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One memory: read, changed, deleted, and what happened to it. */
final class MemoryRoutes {

  private final Engine engine;
  private final Callers callers;
  private final Lookup lookup;

  MemoryRoutes(Engine engine, Callers callers, Lookup lookup) {
    this.engine = engine;
    this.callers = callers;
    this.lookup = lookup;
  }

  void on(Routes.Builder table) {
    table.on(Method.GET, "/v1/memories/{id}/", Guard.around(this::get));
    table.on(Method.PUT, "/v1/memories/{id}/", Guard.around(this::update));
    table.on(Method.DELETE, "/v1/memories/{id}/", Guard.around(this::delete));
    table.on(Method.GET, "/v1/memories/{id}/history/", Guard.around(this::history));
  }

  private Answer get(Call call) {
    Caller caller = callers.of(call);
    Memory memory = lookup.present(call.path("id"));
    return Answer.json(MemoryShape.full(engine.get(memory.id(), Scope.ANY, caller)));
  }

  private Answer update(Call call) {
    Caller caller = callers.of(call);
    Body body = Body.of(call);
    Memory before = lookup.changeable(call.path("id"));
    return Answer.json(MemoryShape.full(revise(before, body, caller)));
  }

  /** Changes a memory as a body says. */
  Memory revise(Memory before, Body body, Caller caller) {
    if (body.names("timestamp") && !body.raw("timestamp").isNull()) {
      throw new InvalidInputException(
          "the timestamp of a memory cannot be changed", "Add it anew with its timestamp.");
    }
    return engine.revise(
        new Revision(
            before.id(),
            body.text("text").or(() -> body.text("memory")).orElse(null),
            body.metadata("metadata").map(given -> kept(given, before.metadata())).orElse(null),
            null,
            expiry(body)),
        Scope.ANY,
        caller);
  }

  @SuppressWarnings({"NullableOptional", "OptionalAssignedToNull"}) // null: leave it as it is
  private static @Nullable Optional<Instant> expiry(Body body) {
    return body.names("expiration_date") ? body.text("expiration_date").map(Moments::expiry) : null;
  }

  /** New metadata with the old categories, which are no part of it for a client. */
  private static Metadata kept(Metadata given, Metadata old) {
    Object categories = old.values().get(MemoryShape.CATEGORIES);
    if (categories == null || given.values().containsKey(MemoryShape.CATEGORIES)) {
      return given;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>(given.values());
    values.put(MemoryShape.CATEGORIES, categories);
    return new Metadata(values);
  }

  private Answer delete(Call call) {
    Caller caller = callers.of(call);
    Memory memory = lookup.present(call.path("id"));
    boolean linked =
        call.query("delete_linked").filter(text -> text.equalsIgnoreCase("true")).isPresent();
    Set<MemoryId> earlier = linked ? earlier(memory.id()) : Set.of();
    engine.forget(memory.id(), Scope.ANY, caller);
    earlier.forEach(id -> engine.forget(id, Scope.ANY, caller));
    ObjectNode node =
        JsonNodeFactory.instance.objectNode().put("message", "Memory deleted successfully!");
    if (linked) {
      node.put("cascade_count", earlier.size());
    }
    return Answer.json(node);
  }

  /** What a memory took the place of, directly or not, as far as it is not deleted. */
  private Set<MemoryId> earlier(MemoryId id) {
    Set<MemoryId> seen = new LinkedHashSet<>(Set.of(id));
    Set<MemoryId> present = new LinkedHashSet<>();
    Deque<MemoryId> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (MemoryId earlier : engine.records().replacedBy(open.remove())) {
        if (seen.add(earlier)) {
          open.add(earlier);
          if (engine.records().find(earlier, Scope.ANY).state() != State.DELETED) {
            present.add(earlier);
          }
        }
      }
    }
    return present;
  }

  private Answer history(Call call) {
    Caller caller = callers.of(call);
    Memory memory = lookup.any(call.path("id"));
    return Answer.json(
        HistoryShape.of(
            memory,
            engine.source(memory, caller).orElse(null),
            engine.history(memory.id(), Scope.ANY, caller)));
  }
}
