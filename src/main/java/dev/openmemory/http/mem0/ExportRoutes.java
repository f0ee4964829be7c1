package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Exports and summaries. An export is what was asked for, kept while the server runs; what it holds
 * is read when it is fetched, so that nothing deleted lives on in it. Safe for any thread.
 */
final class ExportRoutes {

  /** How many exports are kept; then the oldest goes. */
  private static final int KEPT = 100;

  private static final int MAX_MEMORIES = 10_000;
  private static final int SUMMARIZED = 100;

  private final Engine engine;
  private final Callers callers;
  private final Map<String, Wanted> kept = new LinkedHashMap<>();

  ExportRoutes(Engine engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/v1/exports/", Guard.around(this::create));
    table.on(Method.POST, "/v1/exports/get/", Guard.around(this::fetch));
    table.on(Method.POST, "/v1/summary/", Guard.around(this::summary));
  }

  private Answer create(Call call) {
    callers.of(call);
    Wanted wanted = Wanted.previous(Body.of(call));
    String id = UUID.randomUUID().toString();
    synchronized (kept) {
      kept.put(id, wanted);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return Answer.json(
        201,
        JsonNodeFactory.instance
            .objectNode()
            .put("message", "Memory export is ready to be fetched")
            .put("id", id));
  }

  private Answer fetch(Call call) {
    Caller caller = callers.of(call);
    Body body = Body.of(call);
    Optional<String> id = body.text("memory_export_id");
    Wanted wanted = id.isPresent() ? created(id.get()) : Wanted.previous(body);
    List<Memory> memories = all(wanted, caller);
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("count", memories.size());
    ArrayNode list = node.putArray("memories");
    memories.forEach(memory -> list.add(wanted.told(MemoryShape.full(memory))));
    return Answer.json(node);
  }

  private Wanted created(String id) {
    synchronized (kept) {
      Wanted wanted = kept.get(id);
      if (wanted == null) {
        throw RefusedException.error(404, "Memory export not found! Create it again.");
      }
      return wanted;
    }
  }

  private List<Memory> all(Wanted wanted, Caller caller) {
    List<Memory> memories = new ArrayList<>();
    Cursor after = null;
    do {
      Page<Memory> page =
          engine.list(
              new ListRequest(
                  wanted.scope(), wanted.selection(), Sort.NEWEST, after, Engine.MAX_PAGE, caller));
      if (page.total() > MAX_MEMORIES) {
        throw new InvalidInputException(
            "the export would have " + page.total() + " memories; the limit is " + MAX_MEMORIES,
            "Narrow the filters, or use 'openmemory export'.");
      }
      memories.addAll(page.items());
      after = page.nextCursor();
    } while (after != null);
    return memories;
  }

  /** The newest memories, one a line: no model is asked to make prose of them. */
  private Answer summary(Call call) {
    Caller caller = callers.of(call);
    Wanted wanted = Wanted.previous(Body.of(call));
    Page<Memory> page =
        engine.list(
            new ListRequest(
                wanted.scope(), wanted.selection(), Sort.NEWEST, null, SUMMARIZED, caller));
    List<String> lines = page.items().stream().map(memory -> "- " + memory.text()).toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("summary", String.join("\n", lines));
    node.put("count", page.total());
    return Answer.json(node);
  }
}
