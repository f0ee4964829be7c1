package dev.openmemory.model;

import java.util.Locale;

/** What turned a message into a memory. */
public enum DistillerKind {
  /** Nothing did: the memory is a passage as it was said. */
  VERBATIM,
  /** The caller gave the fact itself. */
  CALLER,
  /** A language model at a configured endpoint. */
  LLM,
  /** The MCP client's own model. */
  SAMPLING,
  /** The built-in rules. */
  RULES;

  /** The name on the wire, such as {@code verbatim}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
