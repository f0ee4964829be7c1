package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.UnavailableException;
import java.util.function.Supplier;

/** Loads the model while the server already answers. */
final class WarmUp {

  private WarmUp() {}

  /** Starts loading; a failure is told, and met again by the call that needs the model. */
  static void inBackground(Supplier<Engine> engine, Terminal terminal) {
    Thread thread =
        new Thread(
            () -> {
              try {
                engine.get().warmUp();
              } catch (UnavailableException e) {
                // the server is stopping already, or the next call will meet it
              } catch (MemoryException e) {
                terminal.note("openmemory: " + e.advice());
              }
            },
            "warm-up");
    thread.setDaemon(true);
    thread.start();
  }
}
