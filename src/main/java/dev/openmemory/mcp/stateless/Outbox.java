package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where messages of one request go before its response. Called from any thread. */
public interface Outbox {

  /** Sends a notification that belongs to the request. A closed connection is not an error. */
  void send(ObjectNode notification);

  /** Sends the late response of a request that was {@link Answer.Open}, and ends its stream. */
  void finish(ObjectNode response);
}
