package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.clients.Client;
import dev.openmemory.clients.ClientFile;
import dev.openmemory.clients.Server;
import dev.openmemory.config.Configuration;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory install}. */
@Command(
    name = "install",
    description = "Enter the memory into the configuration of an MCP client.",
    footer = {
      "",
      "Everything else in the file stays as it is, byte for byte, and a copy of it is kept beside",
      "it. The client starts the server by itself, or with --http talks to the one that runs.",
      "",
      "Clients: claude-desktop, claude-code, cursor, vscode, windsurf, zed, gemini-cli, codex,",
      "cline, continue",
      "",
      "  openmemory install cursor",
      "  openmemory install --dry-run --project claude-code"
    })
final class InstallCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ClientOptions where = new ClientOptions();

  @Parameters(index = "0", arity = "0..1", paramLabel = "CLIENT", description = "Which client.")
  @Nullable String client;

  @Option(
      names = "--http",
      description = "Enter the address of the running server instead of a command.")
  boolean http;

  @Option(names = "--list", description = "Show the clients, and which have the memory.")
  boolean list;

  InstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (list || client == null) {
      return clients();
    }
    Client chosen = Client.ofKey(client);
    Configuration configuration = context.configuration(store.given());
    String token = configuration.token().map(secret -> secret.reveal()).orElse(null);
    Server server =
        http
            ? new Server.Remote(
                "http://" + configuration.host() + ":" + configuration.port() + "/mcp", token)
            : Launcher.find(context.surroundings().environment()).server(arguments());
    ClientFile file = where.file(context, chosen);
    ClientFile.Change change = file.install(server);
    return where.made(context, common.json, chosen, file, change, token, "install");
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("server", "start", "--transport", "stdio"));
    if (store.db != null) {
      arguments.addAll(List.of("--db", Path.of(store.db).toAbsolutePath().normalize().toString()));
    }
    if (store.model != null) {
      arguments.addAll(List.of("--model", store.model));
    }
    return arguments;
  }

  private int clients() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Client each : Client.values()) {
      ClientFile file;
      try {
        file = where.file(context, each);
      } catch (InvalidInputException e) {
        continue; // it has no file of a project
      }
      String state = state(file);
      all.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("client", each.key())
              .put("label", each.label())
              .put("state", state)
              .put("file", file.path().toString()));
      if (!common.json) {
        context
            .terminal()
            .result(String.format(Locale.ROOT, "%-15s %-10s %s", each.key(), state, file.path()));
      }
    }
    if (common.json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.set("clients", all);
      context.json(node);
    }
    return ExitCode.OK.code();
  }

  private static String state(ClientFile file) {
    try {
      return file.installed() ? "installed" : Files.exists(file.path()) ? "found" : "no file";
    } catch (MemoryException e) {
      return "unreadable";
    }
  }
}
