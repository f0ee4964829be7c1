package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.session.SessionConnection;
import dev.openmemory.mcp.session.SessionConnections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One client of the older pair: its stream, and its calls under way. Safe for any thread. */
final class SseConnection {

  private static final String CANCELLED = "notifications/cancelled";

  private final String id = UUID.randomUUID().toString();
  private final EventStream stream;
  private final SessionConnection session;
  private final Map<String, Cancellation> underWay = new ConcurrentHashMap<>();

  SseConnection(Catalogue catalogue, Origin origin, EventStream stream) {
    this.stream = stream;
    this.session = SessionConnections.open(catalogue, origin, new ToStream(stream));
  }

  /** What the client names it by. */
  String id() {
    return id;
  }

  /** Answers a request over the stream; blocks until it has. */
  void request(Rpc.Request request) {
    String key = request.id().asText();
    Cancellation cancellation = new Cancellation();
    underWay.put(key, cancellation);
    try {
      session.request(request, cancellation);
    } finally {
      underWay.remove(key, cancellation);
    }
  }

  /** Takes a notification. */
  void notification(Rpc.Notification notification) {
    if (notification.method().equals(CANCELLED)) {
      Cancellation cancellation = underWay.get(notification.params().path("requestId").asText(""));
      if (cancellation != null) {
        cancellation.cancel();
      }
    } else {
      session.notification(notification);
    }
  }

  /** Takes the answer to a question. */
  void response(Rpc.Response response) {
    session.response(response);
  }

  /** Ends the stream once all was sent. */
  void end() {
    stream.end();
  }

  /** Ends the session and cancels its calls, because the client left. */
  void lost() {
    underWay.values().forEach(Cancellation::cancel);
    session.close();
  }

  private record ToStream(EventStream stream) implements SessionConnection.Outbox {

    @Override
    public void respond(ObjectNode response) {
      stream.send(response);
    }

    @Override
    public void send(ObjectNode message) {
      stream.send(message);
    }
  }
}
