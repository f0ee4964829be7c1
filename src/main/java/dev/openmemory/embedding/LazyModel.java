package dev.openmemory.embedding;

import dev.openmemory.model.UnavailableException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is loaded when it is first used. A load that fails is tried again at the next use.
 * Safe to call from any thread.
 */
final class LazyModel<M extends LoadedModel> implements AutoCloseable {

  private final Supplier<M> loading;

  // read: the model is in use; write: it is being loaded or closed
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private @Nullable M model;
  private boolean closed;

  LazyModel(Supplier<M> loading) {
    this.loading = loading;
  }

  /**
   * Uses the model.
   *
   * @throws UnavailableException if this is closed
   */
  <T> T with(Function<M, T> action) {
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
        model = loading.get();
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  /** Waits for those who use the model, then frees it. */
  @Override
  public void close() {
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

  static UnavailableException ended(@Nullable Throwable cause) {
    return new UnavailableException(
        "The model is closed", "The program is ending; start it again.", cause);
  }
}
