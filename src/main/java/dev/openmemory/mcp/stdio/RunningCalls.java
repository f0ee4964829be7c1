package dev.openmemory.mcp.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.protocol.Rpc;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that have no response yet, by id. Safe for any thread. */
final class RunningCalls {

  private final Map<Object, Cancellation> calls = new ConcurrentHashMap<>();

  /** Begins a call; empty when its id is in use. */
  Optional<Cancellation> begin(JsonNode id) {
    Cancellation cancellation = new Cancellation();
    return calls.putIfAbsent(Rpc.key(id), cancellation) == null
        ? Optional.of(cancellation)
        : Optional.empty();
  }

  /** Ends a call, and says whether its response may be sent: not when it was cancelled. */
  boolean end(JsonNode id) {
    return calls.remove(Rpc.key(id)) != null;
  }

  /** Cancels a call, if there is such. From then on nothing is sent for it. */
  void cancel(JsonNode id) {
    if (id.isTextual() || id.canConvertToLong()) {
      Cancellation cancellation = calls.remove(Rpc.key(id));
      if (cancellation != null) {
        cancellation.cancel();
      }
    }
  }

  /** Cancels every call. */
  void cancelAll() {
    for (Object key : calls.keySet().toArray()) {
      Cancellation cancellation = calls.remove(key);
      if (cancellation != null) {
        cancellation.cancel();
      }
    }
  }
}
