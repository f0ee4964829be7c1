package dev.openmemory.mcp.conformance;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.HttpServer;
import dev.openmemory.http.Mount;
import dev.openmemory.http.Routes;
import dev.openmemory.http.StaticFiles;
import dev.openmemory.mcp.fixture.ConformanceFixtures;
import dev.openmemory.mcp.http.McpHttpOptions;
import dev.openmemory.mcp.http.McpServlet;
import dev.openmemory.mcp.tools.ProductCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The product's HTTP server with the suite's fixtures beside the product's own tools. */
final class ConformanceServer {

  private ConformanceServer() {}

  /**
   * Serves until the process is ended; prints its address on one line.
   *
   * @param arguments the port, 0 for any, and the folder of the database
   */
  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    Path database = Path.of(arguments[1], "memory.db");
    try (Engine engine = Engines.open(database, Clock.systemUTC())) {
      McpServlet mcp =
          new McpServlet(
              ConformanceFixtures.beside(ProductCatalogue.of(() -> engine, "conformance")),
              McpHttpOptions.DEFAULT);
      try (HttpServer server =
          HttpServer.start(
              HttpOptions.at(HttpOptions.DEFAULT_HOST, port),
              "conformance",
              List.of(new Mount(McpServlet.MOUNTS, mcp, mcp::drain)),
              Routes.table().build(),
              StaticFiles.NONE)) {
        System.out.println(server.address() + "/mcp");
        server.join();
      }
    }
  }
}
