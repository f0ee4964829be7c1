package dev.openmemory.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request to a route. Used by the thread that answers it. */
public final class Call {

  private final HttpServletRequest request;
  private final Map<String, String> path;
  private final byte[] body;
  private final @Nullable BodyStream stream;

  private Call(
      HttpServletRequest request,
      Map<String, String> path,
      byte[] body,
      @Nullable BodyStream stream) {
    this.request = request;
    this.path = path;
    this.body = body;
    this.stream = stream;
  }

  /** A call whose body has been read. */
  static Call gathered(HttpServletRequest request, Map<String, String> path, byte[] body) {
    return new Call(request, path, body, null);
  }

  /** A call whose body is read by the route. */
  static Call streamed(HttpServletRequest request, Map<String, String> path, BodyStream body) {
    return new Call(request, path, new byte[0], body);
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

  /**
   * The body as it comes, for a route that was added as streaming. It ends with a refusal (413)
   * where it is larger than the route takes.
   *
   * @throws IllegalStateException if the route is not one that streams
   */
  public InputStream stream() {
    return streaming();
  }

  /** How long the body says it is, in bytes; 0 where it does not. */
  public long length() {
    return Math.max(0, request.getContentLengthLong());
  }

  /**
   * The body as a form with a file, for a route that was added as streaming.
   *
   * @return to be closed, which removes what was put on disk
   * @throws InvalidInputException if it is no such form
   * @throws IllegalStateException if the route is not one that streams
   */
  public Upload upload() {
    return Upload.read(request, streaming().most());
  }

  private BodyStream streaming() {
    if (stream == null) {
      throw new IllegalStateException("the route was not added as streaming");
    }
    return stream;
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

  /** Thrown when a body turns out to be larger than the route takes. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long most;

    TooLarge(long most) {
      this.most = most;
    }

    Problem problem() {
      return new Problem(413, "the body has more than " + most + " bytes", "Send less at a time.");
    }
  }

  /** Thrown when a body is wanted as JSON and says that it is something else. */
  static final class UnsupportedMediaType extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
