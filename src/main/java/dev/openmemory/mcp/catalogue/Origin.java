package dev.openmemory.mcp.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What the address that a call came in on says of its caller, as in {@code /mcp/{client}/http/
 * {user_id}}. It outranks what the call says itself.
 *
 * @param client the client's name; null when the address names none
 * @param user the only user whose memories the call may see; null when any
 */
public record Origin(@Nullable String client, @Nullable String user) {

  /** An address that names nobody. */
  public static final Origin ANY = new Origin(null, null);
}
