package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Owner;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The users, agents, apps and runs that memories belong to. */
final class EntityRoutes {

  private final Engine engine;
  private final Callers callers;

  EntityRoutes(Engine engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  void on(Routes.Builder table) {
    table.on(Method.GET, "/v1/entities/", Guard.around(this::list));
    table.on(Method.DELETE, "/v1/entities/{type}/{name}/", Guard.around(this::delete));
    table.on(Method.DELETE, "/v2/entities/{type}/{name}/", Guard.around(this::delete));
  }

  private Answer list(Call call) {
    callers.of(call);
    Pages pages = Pages.of(call);
    Page<Owner> page = engine.records().owners(pages.skipped(), pages.size());
    ObjectNode node =
        pages.answer(call, "/v1/entities/", page.total(), page.items(), EntityRoutes::shape);
    return Answer.json(node);
  }

  /** Deletes all memories of one of them; then there is no such entity. */
  private Answer delete(Call call) {
    Caller caller = callers.of(call);
    Axis axis = Owners.axis(call.path("type"));
    long deleted = engine.forgetAll(Scope.ANY.with(axis, call.path("name")), caller);
    if (deleted == 0) {
      throw RefusedException.error(404, "Entity not found!");
    }
    return Answer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("message", "Entity deleted successfully!")
            .put("deleted", deleted));
  }

  private static ObjectNode shape(Owner owner) {
    String type = owner.axis().key().replace("_id", "");
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id(type, owner.name()));
    node.put("name", owner.name());
    node.put("type", type);
    node.put("total_memories", owner.memories());
    node.put("owner", AccountRoutes.OWNER);
    node.putNull("metadata");
    node.put("created_at", owner.since().toString());
    node.put("updated_at", owner.until().toString());
    return node;
  }

  /** An entity is its name; the id is made of it, always the same. */
  private static String id(String type, String name) {
    return UUID.nameUUIDFromBytes((type + "/" + name).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
