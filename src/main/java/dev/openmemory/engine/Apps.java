package dev.openmemory.engine;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.UnavailableException;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which applications may use the memory. An application that is paused neither reads nor writes;
 * where that cannot be found out, nobody does. Safe from any thread.
 */
public final class Apps {

  private final MemoryStore store;
  private final Clock clock;

  Apps(MemoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes sure that a caller may read and write.
   *
   * @throws UnavailableException if it is paused
   */
  void admit(Caller caller) {
    String app = caller.client();
    if (app != null && paused().containsKey(app)) {
      throw new UnavailableException(
          "the user has paused the access of " + app + " to this memory",
          "Go on without it, or ask the user to let it in again: openmemory apps resume '"
              + app
              + "'.");
    }
  }

  /** The applications that are paused, by name, with since when. */
  public Map<String, Instant> paused() {
    return store.read(StoreReader::pausedApps);
  }

  /**
   * Keeps an application, such as an MCP client, from reading and writing until it is resumed.
   *
   * @param app the name under which it calls
   */
  public void pause(String app) {
    if (app.isBlank() || app.equals(Caller.COMMAND_LINE.client())) {
      throw new InvalidInputException(
          "'" + app + "' cannot be paused", "Name an application, such as an MCP client.");
    }
    Instant now = clock.instant();
    set(app, now);
  }

  /** Lets an application read and write again. */
  public void resume(String app) {
    set(app, null);
  }

  private void set(String app, @Nullable Instant since) {
    store.<Object>write(
        writer -> {
          writer.pause(app, since);
          return app;
        });
  }
}
