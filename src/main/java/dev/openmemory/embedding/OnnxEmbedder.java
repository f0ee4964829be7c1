package dev.openmemory.embedding;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.UnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Embedder} over an ONNX model that is loaded with the first text. Each text is computed
 * alone and on one thread, so neither its neighbours nor the number of threads touch its vector.
 * Safe to call from any thread; as many texts are computed at a time as there are cores.
 */
final class OnnxEmbedder implements Embedder {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final ModelDescriptor descriptor;
  private final Optional<Path> nativeCache;

  // read: the model is in use; write: it is being loaded or closed
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private @Nullable OnnxModel model;
  private boolean closed;

  // fair, so that a question waits for one text and not for a whole batch
  private final Semaphore cores = new Semaphore(CORES, true);
  private final ThreadPoolExecutor workers;

  OnnxEmbedder(ModelDescriptor descriptor, Optional<Path> nativeCache) {
    this.descriptor = descriptor;
    this.nativeCache = nativeCache;
    this.workers =
        new ThreadPoolExecutor(
            CORES, CORES, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), OnnxEmbedder::worker);
    workers.allowCoreThreadTimeOut(true);
  }

  @Override
  public EmbeddingSpace space() {
    return descriptor.space();
  }

  @Override
  public int maxTokens() {
    return descriptor.maxTokens();
  }

  @Override
  public float[] query(String text) {
    return embed(descriptor.queryPrefix() + text).vector();
  }

  @Override
  public Embedding passage(String text) {
    return embed(descriptor.passagePrefix() + text);
  }

  @Override
  public List<Embedding> passages(List<String> texts) {
    if (texts.size() < 2) {
      return texts.stream().map(this::passage).toList();
    }
    List<CompletableFuture<Embedding>> pending = new ArrayList<>(texts.size());
    try {
      for (String text : texts) {
        pending.add(CompletableFuture.supplyAsync(() -> passage(text), workers));
      }
      return pending.stream().map(CompletableFuture::join).toList();
    } catch (RejectedExecutionException e) {
      throw ended(e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      pending.forEach(task -> task.cancel(false));
    }
  }

  @Override
  public int countTokens(String text) {
    return with(loaded -> loaded.tokens(text).length);
  }

  /** Waits for the texts that are being computed, then frees the model. */
  @Override
  public void close() {
    workers.shutdown();
    use.writeLock().lock();
    try {
      closed = true;
      if (model != null) {
        model.close();
        model = null;
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private Embedding embed(String text) {
    return with(
        loaded -> {
          cores.acquireUninterruptibly();
          try {
            long[] tokens = loaded.tokens(text);
            return new Embedding(
                loaded.vector(tokens), tokens.length, tokens.length > descriptor.maxTokens());
          } finally {
            cores.release();
          }
        });
  }

  private <T> T with(Function<OnnxModel, T> action) {
    while (true) {
      use.readLock().lock();
      try {
        if (model != null) {
          return action.apply(model);
        }
      } finally {
        use.readLock().unlock();
      }
      load();
    }
  }

  private void load() {
    use.writeLock().lock();
    try {
      if (closed) {
        throw ended(null);
      }
      if (model == null) {
        model = OnnxModel.load(descriptor, nativeCache);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private static UnavailableException ended(@Nullable Throwable cause) {
    return new UnavailableException(
        "The embedding model is closed", "The program is ending; start it again.", cause);
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "embedding");
    thread.setDaemon(true);
    return thread;
  }
}
