package dev.openmemory.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * As many threads as there are cores, each of which computes one text at a time. They end when
 * idle. Safe to call from any thread.
 */
final class Workers implements AutoCloseable {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  // fair, so that a question waits for one text and not for a whole batch
  private final Semaphore cores = new Semaphore(CORES, true);
  private final ThreadPoolExecutor threads;

  /**
   * @param name what the threads are called
   */
  Workers(String name) {
    this.threads =
        new ThreadPoolExecutor(
            CORES,
            CORES,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Computes here and now, once a core is free. */
  <T> T one(Supplier<T> work) {
    cores.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      cores.release();
    }
  }

  /** Does something with each on the threads; the results in the same order. */
  <A, T> List<T> each(List<A> all, Function<A, T> work) {
    if (all.size() < 2) {
      return all.stream().map(work).toList();
    }
    List<CompletableFuture<T>> pending = new ArrayList<>(all.size());
    try {
      for (A one : all) {
        pending.add(CompletableFuture.supplyAsync(() -> work.apply(one), threads));
      }
      return pending.stream().map(CompletableFuture::join).toList();
    } catch (RejectedExecutionException e) {
      throw LazyModel.ended(e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      pending.forEach(task -> task.cancel(false));
    }
  }

  /** Ends the threads when they have done what they were given. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
