package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a request is answered with. */
public sealed interface Answer {

  /**
   * A response, at once.
   *
   * @param message the JSON-RPC response
   * @param httpStatus the status it has over HTTP
   */
  record Response(ObjectNode message, int httpStatus) implements Answer {}

  /**
   * A stream that stays open: messages go to the outbox until the request is cancelled or the
   * outbox is finished.
   */
  record Open() implements Answer {}

  /** Nothing, because the request was cancelled meanwhile. */
  record Nothing() implements Answer {}
}
