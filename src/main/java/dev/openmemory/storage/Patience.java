package dev.openmemory.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.sqlite.BusyHandler;

/**
 * How a connection waits for another one's lock: it looks again every millisecond or two. SQLite's
 * own waiting pauses for up to 100 ms at a time, so that a process which writes without a break
 * keeps another from writing at all. Used by its connection's thread alone.
 */
final class Patience extends BusyHandler {

  private static final long PAUSE_MICROS = 1_000;

  private final Duration usual;
  private Duration limit;
  private long began;

  private Patience(Duration usual) {
    this.usual = usual;
    this.limit = usual;
  }

  /** Makes a connection wait for so long before it gives up. */
  static Patience of(Connection connection, Duration limit) throws SQLException {
    Patience patience = new Patience(limit);
    BusyHandler.setHandler(connection, patience);
    return patience;
  }

  /** Waits for so long from now on. */
  void limit(Duration shorter) {
    limit = shorter;
  }

  /** Waits as long as at first again. */
  void restore() {
    limit = usual;
  }

  @Override
  protected int callback(int before) {
    long now = System.nanoTime();
    if (before == 0) {
      began = now;
    }
    if (now - began >= limit.toNanos()) {
      return 0;
    }
    return pause() ? 1 : 0;
  }

  /** A moment; false if the thread is asked to end instead. */
  static boolean pause() {
    try {
      // Not in step with another process that waits likewise.
      TimeUnit.MICROSECONDS.sleep(PAUSE_MICROS + (System.nanoTime() & 0x3ff));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
