package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.UnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine that is opened when it is first needed, so that a server can answer before its database
 * is open. A failure to open is met by each call, and each call tries anew. Safe for any thread.
 */
final class LazyEngine implements Supplier<Engine>, AutoCloseable {

  private final Supplier<Engine> open;
  private @Nullable Engine engine;
  private boolean closed;

  LazyEngine(Supplier<Engine> open) {
    this.open = open;
  }

  /**
   * The engine.
   *
   * @throws MemoryException if it cannot be opened
   */
  @Override
  public synchronized Engine get() {
    if (closed) {
      throw new UnavailableException("the server is stopping", "Start it again.");
    }
    Engine opened = engine;
    if (opened == null) {
      opened = open.get();
      engine = opened;
    }
    return opened;
  }

  /** Closes the engine if it was opened. It cannot be opened again. */
  @Override
  public synchronized void close() {
    closed = true;
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
