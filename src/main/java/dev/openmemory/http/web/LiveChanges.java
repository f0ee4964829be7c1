package dev.openmemory.http.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Problem;
import dev.openmemory.json.Json;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.Pulse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells open pages what changes in the memory, by whatever process, as server-sent events. Each
 * page that listens has a thread, and looks twice a second how far the file has changed.
 */
final class LiveChanges extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MOST_LISTENERS = 24;
  private static final int MOST_TOLD = 50;
  private static final long LOOK_MILLIS = 500;
  private static final int LOOKS_PER_SIGN_OF_LIFE = 20;

  private final transient Engine engine;
  private final transient Semaphore places = new Semaphore(MOST_LISTENERS);
  private final transient CountDownLatch stopped = new CountDownLatch(1);

  LiveChanges(Engine engine) {
    this.engine = engine;
  }

  /** Ends every stream. */
  void stop() {
    stopped.countDown();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!SamePage.calls(false, name -> Optional.ofNullable(request.getHeader(name)))) {
      refuse(response, WebApi.FOREIGN);
    } else if (!places.tryAcquire()) {
      response.setHeader("Retry-After", "10");
      refuse(response, new Problem(503, "too many pages listen", "Close some of them."));
    } else {
      try {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        tell(response.getOutputStream());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        places.release();
      }
    }
  }

  private void tell(OutputStream out) throws IOException, InterruptedException {
    Pulse known = engine.overview().pulse();
    send(out, "retry: 2000\nevent: hello\ndata: {}\n\n");
    int quiet = 0;
    while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Pulse now = pulse(known);
      if (!now.equals(known)) {
        send(out, "event: change\ndata: " + Json.write(change(known, now)) + "\n\n");
        known = now;
        quiet = 0;
      } else if (++quiet >= LOOKS_PER_SIGN_OF_LIFE) {
        send(out, ": still here\n\n");
        quiet = 0;
      }
    }
  }

  /** A store that cannot be read for a moment has not changed for all one knows. */
  private Pulse pulse(Pulse known) {
    try {
      return engine.overview().pulse();
    } catch (MemoryException e) {
      return known;
    }
  }

  private ObjectNode change(Pulse before, Pulse now) {
    List<HistoryEvent> events = engine.overview().changesSince(before, MOST_TOLD);
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("memories", now.memories() != before.memories() || now.history() != before.history());
    node.put("jobs", now.jobs() != before.jobs());
    node.put("apps", now.apps() != before.apps());
    node.put("more", events.size() == MOST_TOLD);
    ArrayNode array = node.putArray("events");
    events.forEach(event -> array.add(WebJson.event(event)));
    return node;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.getOutputStream().write(problem.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
