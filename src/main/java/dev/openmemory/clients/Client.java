package dev.openmemory.clients;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An MCP client whose configuration we know. */
public enum Client {
  CLAUDE_DESKTOP("Claude Desktop", null),
  CLAUDE_CODE("Claude Code", "url"),
  CURSOR("Cursor", "url"),
  VSCODE("VS Code", "url"),
  WINDSURF("Windsurf", "serverUrl"),
  ZED("Zed", "url"),
  GEMINI_CLI("Gemini CLI", "httpUrl"),
  CODEX("Codex CLI", "url"),
  CLINE("Cline", "url"),
  CONTINUE("Continue", "url");

  /** What our server is called in every file. */
  static final String SERVER = "openmemory";

  private final String label;
  private final @Nullable String remote;

  Client(String label, @Nullable String remote) {
    this.label = label;
    this.remote = remote;
  }

  /** The name on the command line, such as {@code claude-code}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name that its makers gave it. */
  public String label() {
    return label;
  }

  /** How it writes its servers down. */
  ServersText format() {
    return switch (this) {
      case VSCODE -> new JsonEdit("servers");
      case ZED -> new JsonEdit("context_servers");
      case CODEX -> new TomlEdit();
      case CONTINUE -> new YamlFile();
      case CLAUDE_DESKTOP, CLAUDE_CODE, CURSOR, WINDSURF, GEMINI_CLI, CLINE ->
          new JsonEdit("mcpServers");
    };
  }

  /**
   * The client with that name on the command line.
   *
   * @throws InvalidInputException if there is none
   */
  public static Client ofKey(String key) {
    String asked = key.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values())
        .filter(client -> client.key().equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'" + key + "' is no client that is known",
                    "Use one of "
                        + Arrays.stream(values()).map(Client::key).collect(Collectors.joining(", "))
                        + "."));
  }

  /** The entry of a server, in the shape that this client reads. */
  ObjectNode entry(Server server) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    if (server instanceof Server.Started started) {
      if (this == CONTINUE) {
        entry.put("name", SERVER);
      }
      if (this == CLAUDE_CODE || this == VSCODE || this == CURSOR || this == CONTINUE) {
        entry.put("type", "stdio");
      }
      entry.put("command", started.command());
      ArrayNode arguments = entry.putArray("args");
      started.arguments().forEach(arguments::add);
      return entry;
    }
    return remote(entry, (Server.Remote) server);
  }

  private ObjectNode remote(ObjectNode entry, Server.Remote server) {
    String member = remote;
    if (member == null) {
      throw new InvalidInputException(
          label + " starts its servers and takes no address in its file",
          "Leave --http out, or add the address in its settings under Connectors.");
    }
    switch (this) {
      case CLAUDE_CODE, VSCODE -> entry.put("type", "http");
      case CLINE -> entry.put("type", "streamableHttp");
      case CONTINUE -> entry.put("name", SERVER).put("type", "streamable-http");
      case CLAUDE_DESKTOP, CURSOR, WINDSURF, ZED, GEMINI_CLI, CODEX -> {}
    }
    entry.put(member, server.url());
    if (server.token() != null) {
      ObjectNode headers =
          switch (this) {
            case CODEX -> entry.putObject("http_headers");
            case CONTINUE -> entry.putObject("requestOptions").putObject("headers");
            default -> entry.putObject("headers");
          };
      headers.put("Authorization", "Bearer " + server.token());
    }
    return entry;
  }
}
