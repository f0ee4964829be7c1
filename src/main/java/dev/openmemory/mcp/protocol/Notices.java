package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.LogLevel;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The notifications that accompany a call. After its cancellation nothing is sent. */
public final class Notices {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Notices() {}

  /**
   * Progress of a call.
   *
   * @param token what the client named it by; null when it wants none
   * @param send takes each notification
   */
  public static CallContext.Progress progress(
      @Nullable JsonNode token, Cancellation cancellation, Consumer<ObjectNode> send) {
    if (token == null) {
      return (done, total, message) -> {};
    }
    return (done, total, message) -> {
      if (!cancellation.isCancelled()) {
        ObjectNode params = NODES.objectNode();
        params.set("progressToken", token);
        params.set("progress", number(done));
        if (total != null) {
          params.set("total", number(total));
        }
        if (message != null) {
          params.put("message", message);
        }
        send.accept(Rpc.notification("notifications/progress", params));
      }
    };
  }

  /**
   * Messages to a client's log.
   *
   * @param least the least grave that is sent; null for none
   * @param send takes each notification
   */
  public static CallContext.Log log(
      Supplier<@Nullable LogLevel> least, Cancellation cancellation, Consumer<ObjectNode> send) {
    return (level, logger, data) -> {
      LogLevel wanted = least.get();
      if (wanted != null && level.compareTo(wanted) >= 0 && !cancellation.isCancelled()) {
        ObjectNode params = NODES.objectNode().put("level", level.key());
        if (logger != null) {
          params.put("logger", logger);
        }
        params.set("data", data);
        send.accept(Rpc.notification("notifications/message", params));
      }
    };
  }

  /** The token that a request names its progress by; null when it wants none. */
  public static @Nullable JsonNode progressToken(ObjectNode params) {
    JsonNode token = params.path("_meta").path("progressToken");
    return token.isTextual() || token.isNumber() ? token : null;
  }

  private static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? NODES.numberNode((long) value)
        : NODES.numberNode(value);
  }
}
