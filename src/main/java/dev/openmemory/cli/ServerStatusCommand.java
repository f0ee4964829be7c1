package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code openmemory server status}. */
@Command(
    name = "status",
    description = "Show the HTTP servers that run.",
    footer = {"", "Ends with exit code 3 when none does."})
final class ServerStatusCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  ServerStatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<RunningServer> servers =
        new RunningServers(context.configuration(Map.of()).home()).alive();
    if (common.json) {
      ArrayNode list = Json.mapper().createArrayNode();
      servers.forEach(server -> list.add(json(server)));
      context.json(Json.mapper().createObjectNode().set("servers", list));
    } else {
      servers.forEach(this::show);
      if (servers.isEmpty()) {
        context
            .terminal()
            .note("No HTTP server is running. Start one with 'openmemory server start'.");
      }
    }
    return servers.isEmpty() ? ExitCode.NOT_FOUND.code() : ExitCode.OK.code();
  }

  private void show(RunningServer server) {
    Terminal terminal = context.terminal();
    boolean answers = Health.answers(server.url());
    terminal.result(
        terminal.bold(server.url())
            + "  "
            + (answers ? terminal.green("answers") : terminal.red("does not answer")));
    terminal.result("  " + terminal.dim("process ") + server.pid());
    terminal.result(
        "  " + terminal.dim("since   ") + Moments.shown(server.startedAt(), context.zone()));
    terminal.result("  " + terminal.dim("db      ") + Printable.line(server.db().toString()));
    terminal.result("  " + terminal.dim("version ") + Printable.line(server.version()));
    if (server.reranker() != null) {
      terminal.result("  " + terminal.dim("rerank  ") + Printable.line(server.reranker()));
    }
    if (server.log() != null) {
      terminal.result("  " + terminal.dim("log     ") + Printable.line(server.log().toString()));
    }
  }

  private static ObjectNode json(RunningServer server) {
    ObjectNode node =
        Json.mapper()
            .createObjectNode()
            .put("url", server.url())
            .put("port", server.port())
            .put("answers", Health.answers(server.url()))
            .put("pid", server.pid())
            .put("started_at", server.startedAt().toString())
            .put("db", server.db().toString())
            .put("version", server.version());
    if (server.reranker() != null) {
      node.put("reranker", server.reranker());
    }
    if (server.log() != null) {
      node.put("log", server.log().toString());
    }
    return node;
  }
}
