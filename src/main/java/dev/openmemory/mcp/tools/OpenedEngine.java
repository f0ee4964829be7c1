package dev.openmemory.mcp.tools;

import dev.openmemory.engine.Engine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine that is opened when it is first needed, so that a client that only looks around opens
 * nothing. When opening fails the next call tries again. Safe for any thread.
 */
final class OpenedEngine {

  private final Supplier<Engine> opening;
  private volatile @Nullable Engine engine;

  OpenedEngine(Supplier<Engine> opening) {
    this.opening = opening;
  }

  Engine get() {
    Engine open = engine;
    if (open == null) {
      synchronized (this) {
        open = engine;
        if (open == null) {
          open = opening.get();
          engine = open;
        }
      }
    }
    return open;
  }
}
