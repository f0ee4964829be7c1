package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code openmemory server stop}. */
@Command(
    name = "stop",
    description = "Stop the HTTP servers that run.",
    footer = {
      "",
      "Requests under way may end first. Ends with exit code 3 when there is none to stop."
    })
final class ServerStopCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 20;

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "Only the one on this port.")
  @Nullable Integer port;

  ServerStopCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RunningServers notes = new RunningServers(context.configuration(Map.of()).home());
    List<RunningServer> servers =
        notes.alive().stream().filter(server -> port == null || server.port() == port).toList();
    if (servers.isEmpty()) {
      throw new NotFoundException(
          "no HTTP server is running" + (port == null ? "" : " on port " + port),
          "'openmemory server status' shows those that are.");
    }
    ArrayNode stopped = Json.mapper().createArrayNode();
    for (RunningServer server : servers) {
      stop(server);
      notes.remove(server);
      stopped.add(server.url());
      if (!common.json) {
        context.terminal().result("Stopped " + server.url());
      }
    }
    if (common.json) {
      context.json(Json.mapper().createObjectNode().set("stopped", stopped));
    }
    return ExitCode.OK.code();
  }

  private static void stop(RunningServer server) {
    Optional<ProcessHandle> process = server.process();
    if (process.isEmpty()) {
      return; // it ended by itself meanwhile
    }
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new UnavailableException(
          "process "
              + server.pid()
              + " at "
              + server.url()
              + " did not end within "
              + PATIENCE_SECONDS
              + " seconds",
          "Look at its log, and end the process yourself.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("stopping was interrupted", "Run the command again.", e);
    }
  }
}
