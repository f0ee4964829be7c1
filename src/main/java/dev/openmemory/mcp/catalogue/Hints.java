package dev.openmemory.mcp.catalogue;

/**
 * What a client may assume of a tool before it calls it.
 *
 * @param readOnly it changes nothing
 * @param destructive it may delete or overwrite
 * @param idempotent calling it again with the same arguments changes nothing more
 * @param openWorld it reaches beyond this server
 */
public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

  /** Reads only, from this server only. */
  public static final Hints READS = new Hints(true, false, true, false);
}
