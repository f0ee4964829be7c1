package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.RpcException;
import org.jspecify.annotations.Nullable;

/** What a client sends to open a session, checked and completed before the SDK sees it. */
public final class Initialize {

  private Initialize() {}

  /** Why the parameters cannot open a session; null when they can. */
  public static @Nullable RpcException problem(ObjectNode params) {
    for (String member : new String[] {"capabilities", "clientInfo"}) {
      if (params.has(member) && !params.get(member).isObject()) {
        return new RpcException(ErrorCode.INVALID_PARAMS, member + " must be an object");
      }
    }
    if (!params.path("protocolVersion").isTextual()) {
      return new RpcException(ErrorCode.INVALID_PARAMS, "protocolVersion must be a string");
    }
    return null;
  }

  /** The parameters with what the SDK insists on and clients leave out. */
  public static ObjectNode completed(ObjectNode params) {
    ObjectNode full = params.deepCopy();
    if (!full.has("protocolVersion")) {
      full.put("protocolVersion", SessionEra.VERSIONS.get(SessionEra.VERSIONS.size() - 1));
    }
    full.withObjectProperty("capabilities");
    ObjectNode client = full.withObjectProperty("clientInfo");
    if (!client.path("name").isTextual()) {
      client.put("name", "");
    }
    if (!client.path("version").isTextual()) {
      client.put("version", "");
    }
    return full;
  }
}
