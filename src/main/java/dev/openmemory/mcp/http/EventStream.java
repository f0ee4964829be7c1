package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that stays open without holding a thread. Whoever sends never waits for the
 * client: events queue, and a client that is too slow for its queue loses the stream. Safe for any
 * thread.
 */
final class EventStream {

  private static final int CAPACITY = 1_000;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final Upkeep upkeep;
  private final Deque<String> queue = new ArrayDeque<>();
  private final List<Runnable> whenClosed = new ArrayList<>();
  private @Nullable AsyncContext context;
  private Runnable stopKeepAlive = () -> {};
  private boolean pumping;
  private boolean ending;
  private boolean closed;

  EventStream(Upkeep upkeep) {
    this.upkeep = upkeep;
  }

  /** Begins to answer a request with what was sent so far and what is sent from now on. */
  void open(HttpServletRequest request, HttpServletResponse response) {
    Outbound.events(response);
    AsyncContext started = request.startAsync(request, response);
    started.setTimeout(0);
    started.addListener(new Ending());
    synchronized (this) {
      context = started;
      queue.addFirst(": open\n\n");
      stopKeepAlive = upkeep.every(KEEP_ALIVE, KEEP_ALIVE, () -> sendText(Outbound.KEEP_ALIVE));
    }
    wake();
  }

  /** Sends a message. One that comes after the end goes nowhere. */
  void send(ObjectNode message) {
    sendText(Outbound.event(message));
  }

  /** Sends an event as it stands. */
  void sendText(String event) {
    boolean tooSlow;
    synchronized (this) {
      if (closed || ending) {
        return;
      }
      tooSlow = queue.size() >= CAPACITY;
      if (!tooSlow) {
        queue.add(event);
      }
    }
    if (tooSlow) {
      close();
    } else {
      wake();
    }
  }

  /** Ends the stream once all was sent. */
  void end() {
    synchronized (this) {
      ending = true;
    }
    wake();
  }

  /** Ends a stream that was never opened, as if it had never been. */
  void discard() {
    close();
  }

  /** Runs an action when the stream has ended for whatever reason; at once if it has. */
  void whenClosed(Runnable action) {
    synchronized (this) {
      if (!closed) {
        whenClosed.add(action);
        return;
      }
    }
    action.run();
  }

  private void wake() {
    synchronized (this) {
      if (pumping || closed || context == null || (queue.isEmpty() && !ending)) {
        return;
      }
      pumping = true;
    }
    if (!upkeep.run(this::pump)) {
      pump(); // the face is stopping: what is left goes out on this thread
    }
  }

  private void pump() {
    while (true) {
      String next;
      AsyncContext open;
      synchronized (this) {
        open = context;
        next = queue.poll();
        if (next == null) {
          pumping = false;
        }
        if (closed || open == null) {
          return;
        }
      }
      if (next == null) {
        endIfAsked();
        return;
      }
      try {
        open.getResponse().getOutputStream().write(next.getBytes(StandardCharsets.UTF_8));
        open.getResponse().flushBuffer();
      } catch (IOException | IllegalStateException e) {
        close();
        return;
      }
    }
  }

  private void endIfAsked() {
    boolean due;
    synchronized (this) {
      due = ending && queue.isEmpty();
    }
    if (due) {
      close();
    }
  }

  private void close() {
    AsyncContext open;
    List<Runnable> actions;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      open = context;
      queue.clear();
      stopKeepAlive.run();
      actions = List.copyOf(whenClosed);
      whenClosed.clear();
    }
    try {
      if (open != null) {
        open.complete();
      }
    } catch (IllegalStateException e) {
      // The container had already ended it.
    }
    actions.forEach(Runnable::run);
  }

  private final class Ending implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      close();
    }

    @Override
    public void onError(AsyncEvent event) {
      close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
