package dev.openmemory.engine;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Activity;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.storage.MemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log and the daily counts, written behind the reader's back: a read must not wait for a
 * disk. Entries are kept for at most {@link #DELAY_MILLIS}; {@link #close} writes the last. Safe
 * from any thread.
 */
final class Access implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final long DELAY_MILLIS = 2_000;
  private static final int MOST_WAITING = 10_000;

  private final MemoryStore store;
  private final Clock clock;
  private final List<AccessEvent> waiting = new ArrayList<>();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "access-log");
            thread.setDaemon(true);
            return thread;
          });
  private final Use use = new Use();
  private boolean scheduled;

  Access(MemoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Notes that a caller read those memories. */
  void note(AccessEvent.Kind kind, Collection<MemoryId> memories, Caller caller) {
    Instant now = clock.instant();
    synchronized (waiting) {
      for (MemoryId memory : memories) {
        if (waiting.size() < MOST_WAITING) {
          waiting.add(new AccessEvent(memory, kind, caller.client(), now));
        }
      }
      if (!waiting.isEmpty()) {
        schedule();
      }
    }
  }

  /**
   * Counts one call.
   *
   * @param items how many memories it made or found
   * @param began {@link System#nanoTime} when it began
   */
  void count(Activity.Kind kind, int items, long began, Caller caller) {
    long nanos = System.nanoTime() - began;
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    synchronized (waiting) {
      use.add(today, kind, caller.client(), items, nanos);
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled && !writer.isShutdown()) {
      scheduled = true;
      var unused = writer.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void flush() {
    List<AccessEvent> batch;
    List<Activity> sums;
    synchronized (waiting) {
      batch = List.copyOf(waiting);
      waiting.clear();
      sums = use.take();
      scheduled = false;
    }
    if (batch.isEmpty() && sums.isEmpty()) {
      return;
    }
    try {
      store.<Object>write(
          transaction -> {
            batch.forEach(transaction::record);
            sums.forEach(transaction.overview()::count);
            return batch;
          });
    } catch (MemoryException e) {
      LOG.warn("{} access log entries were not written: {}", batch.size(), e.problem());
    }
  }

  @Override
  public void close() {
    writer.shutdownNow();
    try {
      writer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
  }

  /** A limit of a page, checked. */
  static int bounded(int limit) {
    if (limit < 1 || limit > Engine.MAX_PAGE) {
      throw new InvalidInputException(
          "limit is " + limit, "Use a limit from 1 to " + Engine.MAX_PAGE + ".");
    }
    return limit;
  }
}
