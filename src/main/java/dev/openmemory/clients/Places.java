package dev.openmemory.clients;

import dev.openmemory.model.InvalidInputException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where clients keep their configuration.
 *
 * @param system which operating system
 * @param home the user's home folder
 * @param environment the process's environment
 */
public record Places(Os system, Path home, Map<String, String> environment) {

  /** The operating systems that differ. */
  public enum Os {
    LINUX,
    MAC,
    WINDOWS;

    /** The one whose name Java gives. */
    public static Os of(String osName) {
      String name = osName.toLowerCase(Locale.ROOT);
      return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MAC : LINUX;
    }
  }

  /** The file of all of a user's work. */
  public Path users(Client client) {
    return switch (client) {
      case CLAUDE_DESKTOP -> programs().resolve("Claude").resolve("claude_desktop_config.json");
      case CLAUDE_CODE -> home.resolve(".claude.json");
      case CURSOR -> home.resolve(".cursor").resolve("mcp.json");
      case VSCODE -> code().resolve("mcp.json");
      case WINDSURF -> home.resolve(".codeium").resolve("windsurf").resolve("mcp_config.json");
      case ZED -> zed().resolve("settings.json");
      case GEMINI_CLI -> home.resolve(".gemini").resolve("settings.json");
      case CODEX ->
          Optional.ofNullable(environment.get("CODEX_HOME"))
              .map(Path::of)
              .orElse(home.resolve(".codex"))
              .resolve("config.toml");
      case CLINE ->
          code()
              .resolve("globalStorage")
              .resolve("saoudrizwan.claude-dev")
              .resolve("settings")
              .resolve("cline_mcp_settings.json");
      case CONTINUE -> home.resolve(".continue").resolve("mcpServers").resolve("openmemory.yaml");
    };
  }

  /**
   * The file of one project.
   *
   * @throws InvalidInputException if the client has none
   */
  public Path projects(Client client, Path project) {
    return switch (client) {
      case CLAUDE_CODE -> project.resolve(".mcp.json");
      case CURSOR -> project.resolve(".cursor").resolve("mcp.json");
      case VSCODE -> project.resolve(".vscode").resolve("mcp.json");
      case ZED -> project.resolve(".zed").resolve("settings.json");
      case GEMINI_CLI -> project.resolve(".gemini").resolve("settings.json");
      case CODEX -> project.resolve(".codex").resolve("config.toml");
      case CONTINUE ->
          project.resolve(".continue").resolve("mcpServers").resolve("openmemory.yaml");
      case CLAUDE_DESKTOP, WINDSURF, CLINE ->
          throw new InvalidInputException(
              client.label() + " has no configuration of a project", "Leave --project out.");
    };
  }

  /** Where programs keep what is the user's. */
  private Path programs() {
    return switch (system) {
      case MAC -> home.resolve("Library").resolve("Application Support");
      case WINDOWS ->
          Optional.ofNullable(environment.get("APPDATA"))
              .map(Path::of)
              .orElse(home.resolve("AppData").resolve("Roaming"));
      case LINUX -> linux();
    };
  }

  private Path linux() {
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return folder.isBlank() ? home.resolve(".config") : Path.of(folder);
  }

  private Path code() {
    return programs().resolve("Code").resolve("User");
  }

  private Path zed() {
    return switch (system) {
      case WINDOWS -> programs().resolve("Zed");
      case MAC, LINUX -> linux().resolve("zed");
    };
  }
}
