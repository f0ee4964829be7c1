package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON-RPC 2.0 messages: told apart when they come in, and made. */
public final class Rpc {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Rpc() {}

  /** A message that came in. */
  public sealed interface Incoming {}

  /**
   * It wants an answer.
   *
   * @param id a string or an integer
   * @param params an object, empty when there are none
   * @param message the whole
   */
  public record Request(JsonNode id, String method, ObjectNode params, ObjectNode message)
      implements Incoming {}

  /**
   * It wants none.
   *
   * @param params an object, empty when there are none
   * @param message the whole
   */
  public record Notification(String method, ObjectNode params, ObjectNode message)
      implements Incoming {}

  /** The answer to something that was asked of the client. */
  public record Response(JsonNode id, ObjectNode message) implements Incoming {}

  /**
   * It is none of these.
   *
   * @param id its id where it has a valid one, else null
   * @param problem what is wrong
   */
  public record Invalid(@Nullable JsonNode id, String problem) implements Incoming {

    /** The error that answers it. */
    public ObjectNode answer() {
      return error(id, new RpcException(ErrorCode.INVALID_REQUEST, problem));
    }
  }

  /** Tells what a well-formed JSON value is as a message. */
  public static Incoming classify(JsonNode value) {
    if (!(value instanceof ObjectNode message)) {
      return new Invalid(
          null,
          value.isArray()
              ? "batches are not part of the protocol; send each message by itself"
              : "a message is a JSON object");
    }
    JsonNode rawId = message.get("id");
    JsonNode id = isId(rawId) ? rawId : null;
    if (!"2.0".equals(message.path("jsonrpc").textValue())) {
      return new Invalid(id, "the member jsonrpc must be \"2.0\"");
    }
    if (rawId != null && id == null) {
      return new Invalid(null, "the member id must be a string or an integer");
    }
    String method = message.path("method").textValue();
    if (method == null) {
      if (id != null && (message.has("result") || message.has("error"))) {
        return new Response(id, message);
      }
      return new Invalid(id, "the member method must be a string");
    }
    JsonNode rawParams = message.get("params");
    if (rawParams != null && !rawParams.isObject()) {
      return new Invalid(id, "the member params must be an object");
    }
    ObjectNode params = rawParams instanceof ObjectNode object ? object : NODES.objectNode();
    return id == null
        ? new Notification(method, params, message)
        : new Request(id, method, params, message);
  }

  private static boolean isId(@Nullable JsonNode id) {
    return id != null && (id.isTextual() || (id.isIntegralNumber() && id.canConvertToLong()));
  }

  /** An id as a key that compares: a text or a {@link Long}. */
  public static Object key(JsonNode id) {
    return id.isTextual() ? id.textValue() : (Object) id.longValue();
  }

  /** A response with a result. */
  public static ObjectNode result(JsonNode id, JsonNode result) {
    ObjectNode message = NODES.objectNode().put("jsonrpc", "2.0");
    message.set("id", id);
    message.set("result", result);
    return message;
  }

  /**
   * A response with an error.
   *
   * @param id null when the request's could not be read
   */
  public static ObjectNode error(@Nullable JsonNode id, RpcException failure) {
    ObjectNode message = NODES.objectNode().put("jsonrpc", "2.0");
    if (id != null) {
      message.set("id", id); // the schema has it optional and never null
    }
    ObjectNode error = message.putObject("error");
    error.put("code", failure.code().code());
    error.put("message", failure.text());
    if (failure.data() != null) {
      error.set("data", failure.data());
    }
    return message;
  }

  /** A notification. */
  public static ObjectNode notification(String method, ObjectNode params) {
    ObjectNode message = NODES.objectNode().put("jsonrpc", "2.0").put("method", method);
    message.set("params", params);
    return message;
  }
}
