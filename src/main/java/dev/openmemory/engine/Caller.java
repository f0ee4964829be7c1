package dev.openmemory.engine;

import org.jspecify.annotations.Nullable;

/**
 * The software that calls the engine, for provenance and the access log.
 *
 * @param client its name, such as an MCP client's; null when unknown
 */
public record Caller(@Nullable String client) {

  /** A person at the command line, who can let every other caller in or keep it out. */
  public static final Caller COMMAND_LINE = new Caller("cli");

  /** Nobody in particular. */
  public static final Caller UNKNOWN = new Caller(null);
}
