package dev.openmemory.mcp.stdio;

/** Messages as clients write them. */
public final class Lines {

  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"tester\",\"version\":\"1\"},"
          + "\"io.modelcontextprotocol/clientCapabilities\":%s}";

  private Lines() {}

  /** A request of the session era; params as JSON. */
  public static String session(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  /** The request that opens a session. */
  public static String initialize(int id, String version) {
    return session(
        id,
        "initialize",
        "{\"protocolVersion\":\"%s\",\"capabilities\":{\"sampling\":{},\"elicitation\":{},\"roots\":{}},\"clientInfo\":{\"name\":\"tester\",\"version\":\"1\"}}"
            .formatted(version));
  }

  /** A request of the stateless era; params are members without braces, or empty. */
  public static String stateless(int id, String method, String params) {
    return stateless(id, method, params, "{}");
  }

  /** The same, with what the client can be asked for. */
  public static String stateless(int id, String method, String params, String capabilities) {
    String members = params.isEmpty() ? "" : params + ",";
    return session(id, method, "{" + members + META.formatted(capabilities) + "}");
  }

  /** A call of a tool without arguments, session era. */
  public static String call(int id, String tool) {
    return session(id, "tools/call", "{\"name\":\"%s\",\"arguments\":{}}".formatted(tool));
  }

  /** A call of a tool without arguments, stateless era. */
  public static String statelessCall(int id, String tool) {
    return stateless(id, "tools/call", "\"name\":\"%s\",\"arguments\":{}".formatted(tool));
  }

  /** A notification. */
  public static String notification(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params);
  }
}
