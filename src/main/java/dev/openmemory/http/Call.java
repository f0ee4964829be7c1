package dev.openmemory.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request to a route. Used by the thread that answers it. */
public final class Call {

  private final HttpServletRequest request;
  private final Map<String, String> path;
  private final byte[] body;

  Call(HttpServletRequest request, Map<String, String> path, byte[] body) {
    this.request = request;
    this.path = path;
    this.body = body;
  }

  /**
   * What a name of the route's path stands for, decoded.
   *
   * @throws IllegalArgumentException if the route has no such name
   */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** The first value of a query parameter, if it was given. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  /** All values of a query parameter. */
  public List<String> queries(String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? List.of() : List.of(values);
  }

  /** The names of the query parameters. */
  public Set<String> queryNames() {
    return Set.copyOf(request.getParameterMap().keySet());
  }

  /** A header, if it was sent. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** Whether the caller presented the token, or none is asked for. */
  public boolean isTrusted() {
    return Boolean.TRUE.equals(request.getAttribute(Gate.TRUSTED));
  }

  /** The body as it came. */
  public byte[] body() {
    return body.clone();
  }

  /**
   * The body as one JSON value.
   *
   * @throws InvalidInputException if it is not one, not UTF-8, or not said to be JSON
   */
  public JsonNode json() {
    String type = request.getContentType();
    if (type == null || !type.split(";", 2)[0].strip().matches("(?i)application/(.+\\+)?json")) {
      throw new UnsupportedMediaType();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode value = Json.read(text);
      if (value.isMissingNode()) {
        throw new InvalidInputException("the body is empty", "Send a JSON object.");
      }
      return value;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("the body is not UTF-8", "Send JSON in UTF-8.", e);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "the body is not well-formed JSON: " + e.getOriginalMessage(), "Send one JSON value.", e);
    }
  }

  /**
   * The body as a JSON object.
   *
   * @throws InvalidInputException if it is not one
   */
  public ObjectNode object() {
    if (json() instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidInputException("the body is not a JSON object", "Send a JSON object.");
  }

  /** Thrown when a body is wanted as JSON and says that it is something else. */
  static final class UnsupportedMediaType extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
