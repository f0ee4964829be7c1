package dev.openmemory.mcp.stdio;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The threads that calls run on. A client that sends faster than they work is read slower. */
final class Workers {

  private static final int THREADS = 16; // most of a call's time is spent waiting for the store
  private static final int WAITING = 1_000;

  /** How often it is looked whether waiting for the last calls still makes sense. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private final AtomicInteger number = new AtomicInteger();
  private final Semaphore room = new Semaphore(WAITING);
  private final Duration grace;
  private final ThreadPoolExecutor pool;

  Workers(Duration grace) {
    this.grace = grace;
    this.pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    pool.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mcp-call-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Runs a call that throws nothing, waiting for room if there is none. */
  void run(Runnable call) {
    room.acquireUninterruptibly();
    pool.execute(
        () -> {
          try {
            call.run();
          } finally {
            room.release();
          }
        });
  }

  /**
   * Waits for the calls that run, as long as one ends now and then.
   *
   * @param unread whether nobody reads what they answer any more
   */
  void finish(BooleanSupplier unread) {
    pool.shutdown();
    try {
      long ended = pool.getCompletedTaskCount();
      long since = System.nanoTime();
      while (!pool.awaitTermination(LOOK.toMillis(), TimeUnit.MILLISECONDS)
          && !unread.getAsBoolean()
          && System.nanoTime() - since < grace.toNanos()) {
        long now = pool.getCompletedTaskCount();
        if (now > ended) {
          ended = now;
          since = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
