package dev.openmemory.mcp.http;

import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import dev.openmemory.mcp.session.Initialize;
import dev.openmemory.mcp.session.SessionEra;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * Streamable HTTP of the session era. The SDK's classes load with the first client of that era.
 * Safe for any thread.
 */
final class SessionEndpoint {

  private static final String INITIALIZE = "initialize";
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Sessions sessions;
  private final Upkeep upkeep;
  private final Places streams;

  SessionEndpoint(
      Catalogue catalogue, McpHttpOptions options, Clock clock, Upkeep upkeep, Places streams) {
    this.sessions =
        new Sessions(catalogue, clock, options.maxSessions(), options.sessionPatience());
    this.upkeep = upkeep;
    this.streams = streams;
    upkeep.every(SWEEP, SWEEP, sessions::sweep);
  }

  /** Takes a message. */
  void post(
      Rpc.Incoming message, Origin origin, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (message instanceof Rpc.Request call && call.method().equals(INITIALIZE)) {
      initialize(call, origin, response);
      return;
    }
    checkVersion(request);
    Session session = session(request, origin);
    if (message instanceof Rpc.Request call) {
      PostExchange exchange = new PostExchange(response);
      Runnable stop = upkeep.every(PostExchange.MOMENT, PostExchange.MOMENT, exchange::beat);
      try {
        session.request(call, exchange);
      } finally {
        stop.run();
        exchange.end();
      }
    } else if (message instanceof Rpc.Notification notification) {
      session.notification(notification);
      Outbound.accepted(response);
    } else if (message instanceof Rpc.Response answer) {
      if (!session.response(answer)) {
        throw new Refusal(400, "Nothing was asked under that id");
      }
      Outbound.accepted(response);
    }
  }

  /** Opens the stream for what belongs to no request. */
  void get(Origin origin, HttpServletRequest request, HttpServletResponse response) {
    Inbound.acceptsEvents(request);
    checkVersion(request);
    Session session = session(request, origin);
    streams.take();
    EventStream stream = new EventStream(upkeep);
    stream.whenClosed(streams::give);
    session.listen(stream);
    stream.open(request, response);
  }

  /** Ends a session. */
  void delete(Origin origin, HttpServletRequest request, HttpServletResponse response) {
    checkVersion(request);
    sessions.close(session(request, origin));
    response.setStatus(204);
  }

  /** Ends the open streams; what is under way goes on. */
  void drain() {
    sessions.endStreams();
  }

  /** Ends every session. */
  void close() {
    sessions.closeAll();
  }

  /** How many sessions are open. */
  int size() {
    return sessions.size();
  }

  private void initialize(Rpc.Request call, Origin origin, HttpServletResponse response)
      throws IOException {
    RpcException problem = Initialize.problem(call.params());
    if (problem != null) {
      Outbound.json(response, 200, Rpc.error(call.id(), problem));
      return;
    }
    Sessions.Opened opened = sessions.open(call.params(), origin);
    response.setHeader(Sessions.HEADER, opened.session().id());
    Outbound.json(response, 200, Rpc.result(call.id(), opened.result()));
  }

  private Session session(HttpServletRequest request, Origin origin) {
    String id = request.getHeader(Sessions.HEADER);
    if (id == null || id.isBlank()) {
      throw new Refusal(
          400, "The header " + Sessions.HEADER + " is missing; open a session with initialize");
    }
    return sessions
        .find(id.strip(), origin)
        .orElseThrow(() -> new Refusal(404, "Session not found; open a new one with initialize"));
  }

  private static void checkVersion(HttpServletRequest request) {
    String version = request.getHeader(StandardHeaders.VERSION);
    if (version != null && !SessionEra.VERSIONS.contains(version.strip())) {
      throw new Refusal(
          400,
          "Unsupported protocol version in the header "
              + StandardHeaders.VERSION
              + "; sessions speak "
              + String.join(", ", SessionEra.VERSIONS));
    }
  }
}
