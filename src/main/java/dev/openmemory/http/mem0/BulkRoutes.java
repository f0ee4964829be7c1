package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Owner;
import dev.openmemory.model.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Many memories at once: deleted by owner, changed or deleted by id. */
final class BulkRoutes {

  private static final int MAX_BATCH = 1_000;
  private static final int MAX_OWNERS = 100_000;

  /** What an address may carry that narrows nothing. */
  private static final Set<String> IGNORED =
      Set.of("org_id", "project_id", "org_name", "project_name");

  private final Engine engine;
  private final Callers callers;
  private final Lookup lookup;
  private final MemoryRoutes memories;

  BulkRoutes(Engine engine, Callers callers, Lookup lookup, MemoryRoutes memories) {
    this.engine = engine;
    this.callers = callers;
    this.lookup = lookup;
    this.memories = memories;
  }

  void on(Routes.Builder table) {
    table.on(Method.DELETE, "/v1/memories/", Guard.around(this::deleteAll));
    table.on(Method.PUT, "/v1/batch/", Guard.around(this::update));
    table.on(Method.DELETE, "/v1/batch/", Guard.around(this::delete));
  }

  private Answer deleteAll(Call call) {
    Caller caller = callers.of(call);
    for (String name : call.queryNames()) {
      boolean axis =
          Axis.ofKey(name).isPresent()
              || Set.of("userId", "agentId", "appId", "runId").contains(name);
      if (!axis && !IGNORED.contains(name)) {
        // Ignored, it would delete more than was meant.
        throw new InvalidInputException(
            "memories cannot be deleted by " + name, "Give user_id, agent_id, app_id or run_id.");
      }
    }
    Map<Axis, String> given = Owners.of(call);
    if (given.isEmpty()) {
      throw RefusedException.error(
          400, "One of the filters: app_id, user_id, agent_id, run_id is required!");
    }
    long deleted = 0;
    for (Scope scope : scopes(given)) {
      deleted += engine.forgetAll(scope, caller);
    }
    return Answer.json(message("Memories deleted successfully!").put("deleted", deleted));
  }

  /** The scopes that are meant; {@code *} stands for every value that an axis has. */
  private List<Scope> scopes(Map<Axis, String> given) {
    List<Scope> scopes = List.of(Scope.ANY);
    for (Map.Entry<Axis, String> one : given.entrySet()) {
      List<String> values =
          one.getValue().equals("*") ? values(one.getKey()) : List.of(one.getValue());
      List<Scope> more = new ArrayList<>();
      for (Scope scope : scopes) {
        values.forEach(value -> more.add(scope.with(one.getKey(), value)));
      }
      if (more.size() > MAX_OWNERS) {
        throw new InvalidInputException(
            "'*' stands for too many at once", "Give fewer of them, or one user at a time.");
      }
      scopes = more;
    }
    return scopes;
  }

  private List<String> values(Axis axis) {
    List<String> values = new ArrayList<>();
    long skip = 0;
    List<Owner> page;
    do {
      page = engine.records().owners(skip, Engine.MAX_PAGE).items();
      page.stream().filter(o -> o.axis() == axis).map(Owner::name).forEach(values::add);
      skip += page.size();
    } while (!page.isEmpty());
    return values;
  }

  private Answer update(Call call) {
    Caller caller = callers.of(call);
    Map<Body, Memory> changes = new LinkedHashMap<>();
    for (Body change : changes(call)) {
      if (!change.names("text") && !change.names("metadata") && !change.names("expiration_date")) {
        throw new InvalidInputException(
            "a memory of the batch has nothing to change", "Give each a text or metadata.");
      }
      changes.put(change, lookup.changeable(change.requiredText("memory_id")));
    }
    changes.forEach((change, memory) -> memories.revise(memory, change, caller));
    return Answer.json(message("Successfully updated " + changes.size() + " memories"));
  }

  private Answer delete(Call call) {
    Caller caller = callers.of(call);
    Map<String, Memory> found = new LinkedHashMap<>();
    for (Body named : changes(call)) {
      Memory memory = lookup.present(named.requiredText("memory_id"));
      found.put(memory.id().toString(), memory);
    }
    found.values().forEach(memory -> engine.forget(memory.id(), Scope.ANY, caller));
    return Answer.json(message("Successfully deleted " + found.size() + " memories"));
  }

  private static List<Body> changes(Call call) {
    List<Body> changes = Body.of(call).objects("memories");
    if (changes.isEmpty() || changes.size() > MAX_BATCH) {
      throw new InvalidInputException(
          "the batch has " + changes.size() + " memories", "Give 1 to " + MAX_BATCH + ".");
    }
    return changes;
  }

  private static ObjectNode message(String text) {
    return JsonNodeFactory.instance.objectNode().put("message", text);
  }
}
