package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.http.Mount;
import dev.openmemory.http.OpenApi;
import dev.openmemory.http.Routes;
import dev.openmemory.http.mem0.Mem0Routes;
import dev.openmemory.http.openmemory.OpenMemoryRoutes;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.http.McpHttpOptions;
import dev.openmemory.mcp.http.McpServlet;
import dev.openmemory.mcp.tools.ProductCatalogue;
import java.util.List;
import java.util.function.Supplier;

/** What a server offers, put together: the faces do not know each other. */
final class Faces {

  private Faces() {}

  /**
   * The tools, resources and prompts over an engine.
   *
   * @param sampling whether the models of clients are asked to distil
   */
  static Catalogue catalogue(Supplier<Engine> engine, boolean sampling) {
    return ProductCatalogue.of(engine, Distribution.version(), sampling);
  }

  /** What the HTTP server answers itself. */
  static Routes routes(Engine engine) {
    return Routes.table()
        .all(OpenApi.routes())
        .all(Mem0Routes.of(engine))
        .all(OpenMemoryRoutes.of(engine))
        .build();
  }

  /** What the HTTP server carries besides its own routes. */
  static List<Mount> mounts(Engine engine, boolean sampling) {
    McpServlet mcp = new McpServlet(catalogue(() -> engine, sampling), McpHttpOptions.DEFAULT);
    return List.of(new Mount(McpServlet.MOUNTS, mcp, mcp::drain));
  }
}
