package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.RpcException;
import org.jspecify.annotations.Nullable;

/** A request is answered with an HTTP status and a JSON-RPC error before it reached a method. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient RpcException error;
  private final transient @Nullable JsonNode id;
  private final @Nullable String allow;

  private Refusal(int status, RpcException error, @Nullable JsonNode id, @Nullable String allow) {
    super(error.text(), null, false, false);
    this.status = status;
    this.error = error;
    this.id = id;
    this.allow = allow;
  }

  Refusal(int status, String problem) {
    this(status, new RpcException(ErrorCode.INVALID_REQUEST, problem), null, null);
  }

  Refusal(int status, RpcException error) {
    this(status, error, null, null);
  }

  Refusal(RpcException error, @Nullable JsonNode id) {
    this(error.code().httpStatus(), error, id, null);
  }

  /** A method that the address does not have. */
  static Refusal notAllowed(String allow) {
    return new Refusal(
        405,
        new RpcException(ErrorCode.INVALID_REQUEST, "Method not allowed; use " + allow),
        null,
        allow);
  }

  int status() {
    return status;
  }

  RpcException error() {
    return error;
  }

  /** The id of the message that is refused; null when it has none. */
  @Nullable JsonNode id() {
    return id;
  }

  /** What the Allow header says; null when there is none. */
  @Nullable String allow() {
    return allow;
  }
}
