package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.ClientInfo;
import dev.openmemory.mcp.catalogue.LogLevel;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Notices;
import dev.openmemory.mcp.protocol.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself in {@code params._meta}.
 *
 * @param client who sends it; null when it does not say
 * @param capabilities what the client can be asked for
 * @param logLevel the least grave message it wants; null for none
 * @param progressToken the token of its progress; null when it wants none
 */
record Meta(
    @Nullable ClientInfo client,
    ObjectNode capabilities,
    @Nullable LogLevel logLevel,
    @Nullable JsonNode progressToken) {

  private static final String PREFIX = "io.modelcontextprotocol/";
  static final String VERSION = PREFIX + "protocolVersion";
  static final String CAPABILITIES = PREFIX + "clientCapabilities";
  static final String CLIENT = PREFIX + "clientInfo";
  static final String LOG_LEVEL = PREFIX + "logLevel";
  static final String SERVER = PREFIX + "serverInfo";
  static final String SUBSCRIPTION = PREFIX + "subscriptionId";

  /**
   * Reads it.
   *
   * @throws RpcException if what must be there is not, or the version is not spoken here
   */
  static Meta of(ObjectNode params) {
    if (!(params.get("_meta") instanceof ObjectNode meta)) {
      throw invalid("params._meta is missing");
    }
    String version = meta.path(VERSION).textValue();
    if (version == null) {
      throw invalid("params._meta[\"" + VERSION + "\"] is missing");
    }
    if (!version.equals(StatelessDispatcher.VERSION)) {
      throw unsupported(version);
    }
    if (!(meta.get(CAPABILITIES) instanceof ObjectNode capabilities)) {
      throw invalid("params._meta[\"" + CAPABILITIES + "\"] is missing or not an object");
    }
    return new Meta(client(meta), capabilities, logLevel(meta), Notices.progressToken(params));
  }

  /** That a version is not spoken here. */
  static RpcException unsupported(String version) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putArray("supported").add(StatelessDispatcher.VERSION);
    data.put("requested", version);
    return new RpcException(
        ErrorCode.UNSUPPORTED_VERSION, "Unsupported protocol version: " + version, data);
  }

  private static @Nullable ClientInfo client(ObjectNode meta) {
    String name = meta.path(CLIENT).path("name").textValue();
    return name == null
        ? null
        : new ClientInfo(name, meta.path(CLIENT).path("version").textValue());
  }

  private static @Nullable LogLevel logLevel(ObjectNode meta) {
    JsonNode level = meta.get(LOG_LEVEL);
    return level == null
        ? null
        : LogLevel.ofKey(level.asText(""))
            .orElseThrow(() -> invalid("params._meta[\"" + LOG_LEVEL + "\"] is not a log level"));
  }

  private static RpcException invalid(String problem) {
    return new RpcException(ErrorCode.INVALID_META, problem);
  }
}
