package dev.openmemory.mcp.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of this face: one that keeps time and never blocks, and workers that may. Safe for
 * any thread.
 */
final class Upkeep implements AutoCloseable {

  private static final int MAX_WORKERS = 400;

  private final ScheduledThreadPoolExecutor time;
  private final ThreadPoolExecutor workers;

  Upkeep() {
    time = new ScheduledThreadPoolExecutor(1, named("mcp-time"));
    time.setRemoveOnCancelPolicy(true);
    workers =
        new ThreadPoolExecutor(
            0, MAX_WORKERS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("mcp-worker"));
  }

  /** Runs work soon, on a worker; false when there is no place for it. */
  boolean run(Runnable work) {
    try {
      workers.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Runs quick work on a worker again and again until the answer is run. A turn that finds no free
   * worker is left out.
   */
  Runnable every(Duration first, Duration then, Runnable work) {
    ScheduledFuture<?> turns =
        time.scheduleWithFixedDelay(
            () -> run(work), first.toMillis(), then.toMillis(), TimeUnit.MILLISECONDS);
    return () -> turns.cancel(false);
  }

  /** Lets the work under way end, for at most that time; no more is taken. */
  void drain(Duration patience) {
    workers.shutdown();
    await(workers, patience);
  }

  @Override
  public void close() {
    time.shutdownNow();
    workers.shutdownNow();
  }

  private static void await(ExecutorService service, Duration patience) {
    try {
      service.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
