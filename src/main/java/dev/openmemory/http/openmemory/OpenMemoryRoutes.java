package dev.openmemory.http.openmemory;

import dev.openmemory.engine.Engine;
import dev.openmemory.http.Routes;

/** The routes of the former OpenMemory, under {@code /api/v1}. */
public final class OpenMemoryRoutes {

  private OpenMemoryRoutes() {}

  /** The routes over an engine. */
  public static Routes of(Engine engine) {
    Asking asking = new Asking(engine);
    Routes.Builder table = Routes.table();
    new ListRoutes(engine, asking).on(table);
    new MemoryRoutes(engine, asking).on(table);
    new StateRoutes(engine, asking).on(table);
    new AppRoutes(engine, asking).on(table);
    new ConfigRoutes(engine, asking).on(table);
    new BackupRoutes(engine, asking).on(table);
    new RestoreRoutes(engine, asking).on(table);
    return table.build();
  }
}
