package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.Sort;

/** Lists memories, newest first, a page at a time. */
final class ListRoutes {

  private final Engine engine;
  private final Callers callers;

  ListRoutes(Engine engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/v3/memories/", Guard.around(this::current));
    table.on(Method.POST, "/v2/memories/", Guard.around(this::previous));
    table.on(Method.GET, "/v1/memories/", Guard.around(this::addressed));
  }

  private Answer current(Call call) {
    return paged(call, "/v3/memories/", Wanted.current(Body.of(call)));
  }

  private Answer previous(Call call) {
    return either(call, "/v2/memories/", Wanted.previous(Body.of(call)));
  }

  private Answer addressed(Call call) {
    return either(call, "/v1/memories/", Wanted.addressed(call));
  }

  /** The generation before answers with a plain list where no page is asked for. */
  private Answer either(Call call, String path, Wanted wanted) {
    if (call.query("page").isPresent() || call.query("page_size").isPresent()) {
      return paged(call, path, wanted);
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    page(call, wanted, new Pages(1, Engine.MAX_PAGE))
        .items()
        .forEach(memory -> all.add(wanted.told(MemoryShape.listed(memory))));
    return Answer.json(all);
  }

  private Answer paged(Call call, String path, Wanted wanted) {
    Pages pages = Pages.of(call);
    Page<Memory> page = page(call, wanted, pages);
    return Answer.json(
        pages.answer(
            call,
            path,
            page.total(),
            page.items(),
            memory -> wanted.told(MemoryShape.listed(memory))));
  }

  private Page<Memory> page(Call call, Wanted wanted, Pages pages) {
    Caller caller = callers.of(call);
    return engine.list(
        new ListRequest(
            wanted.scope(), wanted.selection(), Sort.NEWEST, null, pages.size(), caller),
        pages.skipped());
  }
}
