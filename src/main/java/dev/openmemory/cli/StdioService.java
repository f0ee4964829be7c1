package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.mcp.stdio.StandardStreams;
import dev.openmemory.mcp.stdio.StdioServer;

/** Serves the client that started this process, on standard input and output. */
final class StdioService {

  private StdioService() {}

  /**
   * Serves until the end of input. Only what the first reply needs happens before it: database and
   * model are opened behind its back.
   */
  static void run(Context context, Configuration configuration, StandardStreams streams) {
    try (LazyEngine engine =
        new LazyEngine(() -> context.engine(configuration, EngineOptions.Lifetime.LONG_LIVED))) {
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "shutdown"));
      Orphan.endsWithItsParent(context.terminal());
      StdioServer.serve(
          Faces.catalogue(engine, configuration.sampling()),
          streams.in(),
          new FirstWrite(streams.out(), () -> WarmUp.inBackground(engine, context.terminal())));
    }
  }
}
