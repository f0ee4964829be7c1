package dev.openmemory.mcp.session;

import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;

/** Opens connections of the session era. Loads the SDK when it does, and not before. */
public final class SessionConnections {

  private SessionConnections() {}

  /** A connection that answers from a catalogue. */
  public static SessionConnection open(Catalogue catalogue, SessionConnection.Outbox outbox) {
    return open(catalogue, Origin.ANY, outbox);
  }

  /**
   * The same, for a client of which the address says something.
   *
   * @param origin what it says
   */
  public static SessionConnection open(
      Catalogue catalogue, Origin origin, SessionConnection.Outbox outbox) {
    return new SdkConnection(catalogue, origin, outbox);
  }
}
