package dev.openmemory.mcp.http;

import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The older pair of addresses, of revision 2024-11-05: a stream of events, and an address for
 * messages that the stream's first event names. Safe for any thread.
 */
final class SseEndpoint {

  /** Where messages go. */
  static final String MESSAGES = "/mcp/messages/";

  private static final String INITIALIZE = "initialize";

  private final Catalogue catalogue;
  private final Upkeep upkeep;
  private final Places streams;
  private final Places calls;
  private final Map<String, SseConnection> open = new ConcurrentHashMap<>();

  SseEndpoint(Catalogue catalogue, Upkeep upkeep, Places streams, Places calls) {
    this.catalogue = catalogue;
    this.upkeep = upkeep;
    this.streams = streams;
    this.calls = calls;
  }

  /** Opens a connection. */
  void get(Origin origin, HttpServletRequest request, HttpServletResponse response) {
    Inbound.acceptsEvents(request);
    streams.take();
    EventStream stream = new EventStream(upkeep);
    SseConnection connection = new SseConnection(catalogue, origin, stream);
    open.put(connection.id(), connection);
    stream.whenClosed(
        () -> {
          streams.give();
          open.remove(connection.id());
          connection.lost();
        });
    stream.sendText(
        "event: endpoint\ndata: " + MESSAGES + "?session_id=" + connection.id() + "\n\n");
    stream.open(request, response);
  }

  /** Takes a message; what it is answered with goes over the stream. */
  void post(Rpc.Incoming message, HttpServletRequest request, HttpServletResponse response) {
    SseConnection connection = connection(request);
    if (message instanceof Rpc.Request call) {
      if (call.method().equals(INITIALIZE)) {
        connection.request(call);
      } else {
        start(connection, call);
      }
    } else if (message instanceof Rpc.Notification notification) {
      connection.notification(notification);
    } else if (message instanceof Rpc.Response answer) {
      connection.response(answer);
    }
    Outbound.accepted(response);
  }

  /** Ends every stream once all was sent. */
  void drain() {
    open.values().forEach(SseConnection::end);
  }

  private void start(SseConnection connection, Rpc.Request call) {
    calls.take();
    boolean started =
        upkeep.run(
            () -> {
              try {
                connection.request(call);
              } finally {
                calls.give();
              }
            });
    if (!started) {
      calls.give();
      throw new Refusal(503, "The server is stopping");
    }
  }

  private SseConnection connection(HttpServletRequest request) {
    String id = request.getParameter("session_id");
    if (id == null) {
      id = request.getParameter("sessionId");
    }
    if (id == null) {
      throw new Refusal(
          new RpcException(ErrorCode.INVALID_META, "The parameter session_id is missing"), null);
    }
    SseConnection connection = open.get(id);
    if (connection == null) {
      throw new Refusal(404, "Session not found; open a new stream");
    }
    return connection;
  }
}
