package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.engine.Selection;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pauses, archives and resumes memories: those named, or all of one user's that are of an
 * application or have a category. What it does never reaches beyond the user that it names.
 */
final class StateRoutes {

  private static final Set<State> KEPT = Set.of(State.ACTIVE, State.PAUSED, State.ARCHIVED);

  private final Engine engine;
  private final Asking asking;

  StateRoutes(Engine engine, Asking asking) {
    this.engine = engine;
    this.asking = asking;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/api/v1/memories/actions/archive", Asking.guarded(this::archive));
    table.on(Method.POST, "/api/v1/memories/actions/pause", Asking.guarded(this::pause));
  }

  /** The ids as a list with the user in the address, or both in an object. */
  private Answer archive(Call call) {
    JsonNode given = call.json();
    ObjectNode object =
        given instanceof ObjectNode members ? members : JsonNodeFactory.instance.objectNode();
    if (given.isArray()) {
      object.set("memory_ids", given);
    }
    call.query("user_id").ifPresent(user -> object.put("user_id", user));
    Body body = new Body(object);
    long changed = set(named(body), State.ARCHIVED);
    return message("Successfully archived " + changed + " memories");
  }

  private Answer pause(Call call) {
    Body body = Body.of(call);
    State state = body.text("state").map(State::ofKey).orElse(State.PAUSED);
    if (state == State.DELETED) {
      throw new InvalidInputException("this does not delete", "Use DELETE /api/v1/memories/.");
    }
    String done = state == State.PAUSED ? "paused" : "set to " + state.key();
    if (!body.texts("memory_ids").orElse(List.of()).isEmpty()) {
      return message("Successfully " + done + " " + set(named(body), state) + " memories");
    }
    Scope user = Asking.user(body);
    Map<String, Object> where = new LinkedHashMap<>();
    body.text("app_id").ifPresent(id -> where.put("app_id", asking.app(id)));
    body.texts("category_ids")
        .filter(ids -> !ids.isEmpty())
        .ifPresent(ids -> where.put("categories", asking.categories(ids, user)));
    if (where.isEmpty() && !body.flag("global_pause").orElse(false)) {
      throw new InvalidInputException(
          "nothing says which memories are meant",
          "Give memory_ids, category_ids, app_id, or global_pause for all of the user's.");
    }
    return message("Successfully " + done + " " + set(selected(user, where), state) + " memories");
  }

  private Set<MemoryId> named(Body body) {
    Scope user = Asking.user(body);
    Set<MemoryId> ids = new LinkedHashSet<>();
    for (String id : body.texts("memory_ids").orElse(List.of())) {
      ids.add(asking.memory(id, user).id());
    }
    return ids;
  }

  private Set<MemoryId> selected(Scope user, Map<String, Object> where) {
    Set<MemoryId> ids = new LinkedHashSet<>();
    Selection selection = ListRoutes.selection(where, KEPT).withExpired();
    Cursor after = null;
    do {
      Page<Memory> page =
          engine
              .records()
              .list(
                  new ListRequest(
                      user, selection, Sort.NEWEST, after, Engine.MAX_PAGE, asking.caller()),
                  0);
      page.items().forEach(memory -> ids.add(memory.id()));
      after = page.nextCursor();
    } while (after != null);
    return ids;
  }

  private long set(Set<MemoryId> ids, State state) {
    Caller caller = asking.caller();
    long changed = 0;
    Map<MemoryId, State> batch = new LinkedHashMap<>();
    for (MemoryId id : ids) {
      batch.put(id, state);
      if (batch.size() == Engine.MAX_PAGE) {
        changed += engine.overview().setStates(batch, caller).size();
        batch.clear();
      }
    }
    return batch.isEmpty() ? changed : changed + engine.overview().setStates(batch, caller).size();
  }

  private static Answer message(String text) {
    return Answer.json(JsonNodeFactory.instance.objectNode().put("message", text));
  }
}
