package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.stateless.Outbox;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answer to one POST: JSON when nothing comes before it, a stream of events as soon as
 * something does or the work takes longer than a moment, so that a client that left is noticed and
 * the call cancelled. Safe for any thread.
 */
final class PostExchange implements Outbox {

  /**
   * From when on the answer is a stream, and how often it is looked whether the client is there.
   */
  static final Duration MOMENT = Duration.ofSeconds(1);

  private final HttpServletResponse response;
  private final Cancellation cancellation = new Cancellation();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean streaming;
  private boolean ended;

  PostExchange(HttpServletResponse response) {
    this.response = response;
  }

  /** Cancelled when the client no longer waits. */
  Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public void send(ObjectNode message) {
    lock.lock();
    try {
      write(Outbound.event(message));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void finish(ObjectNode message) {
    respond(message, 200);
  }

  /**
   * Sends the response and ends the exchange.
   *
   * @param status the HTTP status, if it is not too late for one
   */
  void respond(ObjectNode message, int status) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      if (streaming) {
        write(Outbound.event(message));
      } else {
        Outbound.json(response, status, message);
      }
    } catch (IOException e) {
      lost();
    } finally {
      ended = true;
      lock.unlock();
    }
  }

  /** Ends the exchange, with an empty stream if there was nothing. */
  void end() {
    lock.lock();
    try {
      if (!ended && !streaming && !response.isCommitted()) {
        Outbound.events(response);
      }
      ended = true;
    } finally {
      lock.unlock();
    }
  }

  /** Finds out whether the client is still there. Does nothing while something else is sent. */
  void beat() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      write(Outbound.KEEP_ALIVE);
    } finally {
      lock.unlock();
    }
  }

  private void write(String event) {
    if (ended) {
      return;
    }
    try {
      if (!streaming) {
        streaming = true;
        Outbound.events(response);
      }
      response.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } catch (IOException e) {
      lost();
    }
  }

  private void lost() {
    ended = true;
    cancellation.cancel();
  }
}
