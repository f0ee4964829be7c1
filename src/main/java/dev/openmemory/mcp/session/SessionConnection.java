package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.protocol.Rpc;

/**
 * A connection that carries the session era, for transports that have one connection for each
 * client. Knows nothing of the SDK.
 */
public interface SessionConnection extends AutoCloseable {

  /**
   * Answers a request: blocks until the answer was handed to the connection's outbox, or until
   * there will be none because of the cancellation.
   */
  void request(Rpc.Request request, Cancellation cancellation);

  /** Takes a notification. */
  void notification(Rpc.Notification notification);

  /** Takes the answer to a question that the server asked. */
  void response(Rpc.Response response);

  /** Lets calls that wait for an answer of the client go on without: none will come any more. */
  void noMoreAnswers();

  @Override
  void close();

  /** Where a connection's messages go, from any thread. */
  interface Outbox {

    /** Sends a response to a request. */
    void respond(ObjectNode response);

    /** Sends a notification or a question to the client. */
    void send(ObjectNode message);
  }
}
