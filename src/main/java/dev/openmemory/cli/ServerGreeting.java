package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;

/** What {@code server start} prints once a server listens: where, and how a client gets there. */
final class ServerGreeting {

  private final Context context;
  private final boolean json;

  ServerGreeting(Context context, boolean json) {
    this.context = context;
    this.json = json;
  }

  /**
   * Prints it, on standard output: it is the command's result.
   *
   * @param guarded whether clients must send a token
   */
  void print(RunningServer server, boolean guarded) {
    Terminal terminal = context.terminal();
    if (json) {
      ObjectNode node =
          Json.mapper()
              .createObjectNode()
              .put("url", server.url())
              .put("mcp", server.url() + "/mcp")
              .put("sse", server.url() + "/sse")
              .put("port", server.port())
              .put("pid", server.pid())
              .put("db", server.db().toString());
      if (server.log() != null) {
        node.put("log", server.log().toString());
      }
      context.json(node);
      return;
    }
    terminal.result("openmemory listens on " + terminal.bold(server.url()));
    terminal.result(
        "  MCP       " + server.url() + "/mcp   (" + server.url() + "/sse for older clients)");
    terminal.result("  database  " + Printable.line(server.db().toString()));
    if (server.log() != null) {
      terminal.result("  log       " + Printable.line(server.log().toString()));
    }
    terminal.result("Connect a client, for example Claude Code:");
    terminal.result(
        "  claude mcp add --transport http openmemory "
            + server.url()
            + "/mcp"
            + (guarded ? " --header \"Authorization: Bearer $OPENMEMORY_TOKEN\"" : ""));
    terminal.result(
        server.log() == null
            ? "Stop it with Ctrl-C, or with 'openmemory server stop'."
            : "Stop it with 'openmemory server stop'.");
  }
}
