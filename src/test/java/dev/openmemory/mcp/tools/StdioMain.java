package dev.openmemory.mcp.tools;

import dev.openmemory.engine.Engine;
import dev.openmemory.mcp.fixture.ConformanceFixtures;
import dev.openmemory.mcp.stdio.StandardStreams;
import dev.openmemory.mcp.stdio.StdioServer;
import java.nio.file.Path;

/** The product and the fixtures over standard input and output, as a process of its own. */
public final class StdioMain {

  private StdioMain() {}

  /** Serves the database of the folder that is given. */
  public static void main(String[] arguments) {
    StandardStreams streams = StandardStreams.take();
    System.out.println("what is printed must not reach the client");
    Engine[] opened = new Engine[1];
    StdioServer.serve(
        ConformanceFixtures.beside(
            ProductCatalogue.of(() -> opened[0] = MemoryServer.open(Path.of(arguments[0])), "1")),
        streams.in(),
        streams.out());
    if (opened[0] != null) {
      opened[0].close();
    }
  }
}
