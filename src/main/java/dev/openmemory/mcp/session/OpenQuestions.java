package dev.openmemory.mcp.session;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** The questions that one client has not answered yet. Safe for any thread. */
final class OpenQuestions {

  private final Map<Object, CompletableFuture<?>> open = new ConcurrentHashMap<>();
  private volatile boolean abandoned;

  /**
   * Waits for an answer.
   *
   * @throws java.util.concurrent.CancellationException if none can come any more
   */
  Object answer(CompletableFuture<?> waiting) throws InterruptedException, ExecutionException {
    Object question = new Object();
    open.put(question, waiting);
    try {
      if (abandoned) {
        waiting.cancel(true);
      }
      return waiting.get();
    } finally {
      open.remove(question);
    }
  }

  /** Ends the waiting, also of what is asked from now on: the client answers nothing any more. */
  void abandon() {
    abandoned = true;
    open.values().forEach(waiting -> waiting.cancel(true));
  }
}
