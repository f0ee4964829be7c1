package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Revision;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Single memories: made, read, changed, deleted, and who read them. */
final class MemoryRoutes {

  private static final int MOST_ACCESSES = 1_000;

  private final Engine engine;
  private final Asking asking;

  MemoryRoutes(Engine engine, Asking asking) {
    this.engine = engine;
    this.asking = asking;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/api/v1/memories/", Asking.guarded(this::create));
    table.on(Method.GET, "/api/v1/memories/{id}", Asking.guarded(this::get));
    table.on(Method.PUT, "/api/v1/memories/{id}", Asking.guarded(this::update));
    table.on(Method.DELETE, "/api/v1/memories/", Asking.guarded(this::delete));
    table.on(Method.GET, "/api/v1/memories/{id}/access-log", Asking.guarded(this::accesses));
  }

  /** Answers with the first memory that came of the text, new or known. */
  private Answer create(Call call) {
    Body body = Body.of(call);
    String app = body.text("app").filter(name -> !name.isBlank()).orElse(MemoryShape.APP);
    Caller caller = asking.caller(app);
    RememberRequest request =
        new RememberRequest(
            List.of(new RememberRequest.Said(Actor.USER, body.requiredText("text"), null)),
            Asking.user(body).with(Axis.APP, app),
            caller,
            body.flag("infer").orElse(true),
            null,
            null,
            body.metadata("metadata").orElse(Metadata.EMPTY));
    Memory memory = engine.remember(request).outcomes().get(0).memory();
    return Answer.json(MemoryShape.listed(memory).put("user_id", memory.scope().userId()));
  }

  private Answer get(Call call) {
    Memory memory = asking.memory(call.path("id"), Scope.ANY);
    return Answer.json(MemoryShape.full(engine.get(memory.id(), Scope.ANY, asking.caller())));
  }

  private Answer update(Call call) {
    Body body = Body.of(call);
    Scope user = Asking.user(body);
    Memory memory = asking.memory(call.path("id"), user);
    Revision revision = Revision.text(memory.id(), body.requiredText("memory_content"));
    return Answer.json(MemoryShape.listed(engine.revise(revision, user, asking.caller())));
  }

  /** All of them, or none if one is missing. */
  private Answer delete(Call call) {
    Body body = Body.of(call);
    Scope user = Asking.user(body);
    Caller caller = asking.caller();
    Set<MemoryId> ids = new LinkedHashSet<>();
    for (String id : body.texts("memory_ids").orElse(List.of())) {
      ids.add(asking.memory(id, user).id());
    }
    ids.forEach(id -> engine.forget(id, user, caller));
    return Answer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("message", "Successfully deleted " + ids.size() + " memories"));
  }

  private Answer accesses(Call call) {
    Caller caller = asking.caller();
    Memory memory = asking.memory(call.path("id"), Scope.ANY);
    int page = Asking.page(call);
    int size = Asking.size(call, "page_size", 10);
    List<AccessEvent> all = engine.accesses(memory.id(), Scope.ANY, MOST_ACCESSES, caller);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("total", all.size()).put("page", page).put("page_size", size);
    ArrayNode logs = node.putArray("logs");
    all.stream()
        .skip((page - 1L) * size)
        .limit(size)
        .forEach(
            event -> {
              String app = Optional.ofNullable(event.client()).orElse(MemoryShape.APP);
              logs.addObject()
                  .put("memory_id", memory.id().toString())
                  .put("app_id", Names.app(app))
                  .put("app_name", app)
                  .put("access_type", event.kind().key())
                  .put("accessed_at", event.at().toString());
            });
    return Answer.json(node);
  }
}
