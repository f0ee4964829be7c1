package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A request is answered with a JSON-RPC error. */
public final class RpcException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable JsonNode data;

  public RpcException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public RpcException(ErrorCode code, String message, @Nullable JsonNode data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  /** What is wrong. */
  public ErrorCode code() {
    return code;
  }

  /** More about it; null when there is none. */
  public @Nullable JsonNode data() {
    return data;
  }

  /** The message on the wire. */
  public String text() {
    String message = getMessage();
    return message == null ? code.name() : message;
  }
}
