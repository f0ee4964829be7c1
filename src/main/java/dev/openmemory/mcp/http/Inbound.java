package dev.openmemory.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an HTTP request says, checked before anything is done with it. */
final class Inbound {

  private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  /** How much of a message that is too large is read only to be thrown away, in bytes. */
  private static final long DISCARDED = 64 * 1024 * 1024;

  private Inbound() {}

  /**
   * The JSON-RPC message in a request's body.
   *
   * @throws Refusal if it is too large, not said to be JSON, no JSON or no message
   */
  static Rpc.Incoming message(HttpServletRequest request, int maxBytes) throws IOException {
    String type = request.getContentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
      throw new Refusal(415, "Unsupported media type: send Content-Type: " + JSON);
    }
    boolean tooLarge = request.getContentLengthLong() > maxBytes;
    byte[] body = tooLarge ? new byte[0] : request.getInputStream().readNBytes(maxBytes + 1);
    if (tooLarge || body.length > maxBytes) {
      discard(request);
      throw new Refusal(413, "The message has more than " + maxBytes + " bytes");
    }
    Rpc.Incoming incoming = Rpc.classify(json(body));
    if (incoming instanceof Rpc.Invalid invalid) {
      throw new Refusal(
          new RpcException(ErrorCode.INVALID_REQUEST, "Invalid request: " + invalid.problem()),
          invalid.id());
    }
    return incoming;
  }

  /** A client that is still writing would see a broken connection instead of the answer. */
  private static void discard(HttpServletRequest request) {
    try {
      request.getInputStream().skip(DISCARDED);
    } catch (IOException e) {
      LOG.debug("A client stopped in the middle of a message that is too large", e);
    }
  }

  /**
   * Checks that the client takes both forms of a response.
   *
   * @throws Refusal if it does not
   */
  static void acceptsBoth(HttpServletRequest request) {
    if (!accepts(request, JSON) || !accepts(request, EVENTS)) {
      throw new Refusal(
          406, "Not acceptable: the client must accept both " + JSON + " and " + EVENTS);
    }
  }

  /**
   * Checks that the client takes a stream of events.
   *
   * @throws Refusal if it does not
   */
  static void acceptsEvents(HttpServletRequest request) {
    if (!accepts(request, EVENTS)) {
      throw new Refusal(406, "Not acceptable: the client must accept " + EVENTS);
    }
  }

  private static boolean accepts(HttpServletRequest request, String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    List<String> ranges = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders("Accept"))) {
      ranges.addAll(List.of(header.split(",")));
    }
    return ranges.stream()
        .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .anyMatch(range -> range.equals(type) || range.equals(family) || range.equals("*/*"));
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode value =
          Json.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
      if (value.isMissingNode()) {
        throw unparseable("the body is empty");
      }
      return value;
    } catch (CharacterCodingException e) {
      throw unparseable("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw unparseable("the body is not one well-formed JSON value");
    }
  }

  private static Refusal unparseable(String problem) {
    return new Refusal(new RpcException(ErrorCode.PARSE_ERROR, "Parse error: " + problem), null);
  }
}
