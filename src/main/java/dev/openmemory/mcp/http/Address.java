package dev.openmemory.mcp.http;

import dev.openmemory.mcp.catalogue.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What a path of this face means.
 *
 * @param kind what is spoken there
 * @param origin what it says of the caller
 */
record Address(Kind kind, Origin origin) {

  /** The paths of this face, as documentation has them. */
  static final List<String> PATHS =
      List.of(
          "/mcp",
          "/sse",
          "/mcp/messages/",
          "/mcp/{client}/http/{user_id}",
          "/mcp/{client}/sse/{user_id}",
          "/mcp/{client}/sse/{user_id}/messages/");

  /** What is spoken at an address. */
  enum Kind {
    /** Streamable HTTP, both eras. */
    STREAMABLE,
    /** The stream of the older pair. */
    EVENTS,
    /** The message address of the older pair. */
    MESSAGES
  }

  /** The meaning of a path, if it has one. A slash at the end makes no difference. */
  static Optional<Address> of(String path) {
    List<String> parts = List.of((path.endsWith("/") ? path : path + "/").split("/"));
    return switch (parts.size()) {
      case 2 ->
          parts.get(1).equals("mcp")
              ? Optional.of(new Address(Kind.STREAMABLE, Origin.ANY))
              : parts.get(1).equals("sse")
                  ? Optional.of(new Address(Kind.EVENTS, Origin.ANY))
                  : Optional.empty();
      case 3 ->
          parts.get(2).equals("messages")
              ? Optional.of(new Address(Kind.MESSAGES, Origin.ANY))
              : Optional.empty();
      case 5 -> named(parts);
      case 6 ->
          parts.get(5).equals("messages")
              ? named(parts)
                  .filter(address -> address.kind() == Kind.EVENTS)
                  .map(address -> new Address(Kind.MESSAGES, address.origin()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Address> named(List<String> parts) {
    String client = parts.get(2);
    String user = parts.get(4);
    if (!parts.get(1).equals("mcp") || client.isBlank() || user.isBlank()) {
      return Optional.empty();
    }
    Origin origin = new Origin(client, user);
    return switch (parts.get(3)) {
      case "http" -> Optional.of(new Address(Kind.STREAMABLE, origin));
      case "sse" -> Optional.of(new Address(Kind.EVENTS, origin));
      default -> Optional.empty();
    };
  }
}
