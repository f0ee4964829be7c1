package dev.openmemory.http.mem0;

import dev.openmemory.engine.Engine;
import dev.openmemory.http.Routes;

/** The routes of Mem0's REST API, of this generation and the ones before. */
public final class Mem0Routes {

  private Mem0Routes() {}

  /** The routes over an engine. */
  public static Routes of(Engine engine) {
    Callers callers = new Callers(engine);
    Lookup lookup = new Lookup(engine);
    MemoryRoutes memories = new MemoryRoutes(engine, callers, lookup);
    Routes.Builder table = Routes.table();
    new AddRoutes(engine, callers).on(table);
    memories.on(table);
    new BulkRoutes(engine, callers, lookup, memories).on(table);
    new EventRoutes(engine, callers).on(table);
    new EntityRoutes(engine, callers).on(table);
    new SearchRoutes(engine, callers).on(table);
    new ListRoutes(engine, callers).on(table);
    new ExportRoutes(engine, callers).on(table);
    new FeedbackRoutes(engine, callers, lookup).on(table);
    new AccountRoutes().on(table);
    return table.build();
  }
}
