package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.protocol.Rpc;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How messages look on the wire. */
final class Outbound {

  /** A comment that clients skip; it keeps a stream open and finds out whether anybody listens. */
  static final String KEEP_ALIVE = ": keep-alive\n\n";

  private Outbound() {}

  /** Answers with one JSON message. */
  static void json(HttpServletResponse response, int status, ObjectNode message)
      throws IOException {
    byte[] body = Json.write(message).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.getOutputStream().close();
  }

  /** Answers that a message was taken, and nothing more. */
  static void accepted(HttpServletResponse response) {
    response.setStatus(202);
    response.setContentLength(0);
  }

  /** Answers with an error. */
  static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    if (refusal.allow() != null) {
      response.setHeader("Allow", refusal.allow());
    }
    if (refusal.status() == 413) {
      response.setHeader("Connection", "close");
    }
    if (refusal.status() == 503) {
      response.setHeader("Retry-After", "5");
    }
    json(response, refusal.status(), Rpc.error(refusal.id(), refusal.error()));
  }

  /** Says that a stream of events follows. */
  static void events(HttpServletResponse response) {
    response.setStatus(200);
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
  }

  /** A message as an event. JSON of the mapper is one line. */
  static String event(ObjectNode message) {
    return "event: message\ndata: " + Json.write(message) + "\n\n";
  }
}
