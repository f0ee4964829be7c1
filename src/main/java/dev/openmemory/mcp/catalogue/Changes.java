package dev.openmemory.mcp.catalogue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on what changes to whoever listens. Safe to use from any thread. */
public final class Changes {

  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  /** Tells every listener, on this thread. */
  public void publish(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Listens until the answer is run. A listener must be quick and must not throw. */
  public Runnable listen(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
