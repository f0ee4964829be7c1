package dev.openmemory.storage;

import dev.openmemory.model.MemoryException;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * One connection that writes, behind a lock, and as many that read as there are readers at once.
 * Safe to call from any thread.
 */
final class Connections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int IDLE_READERS = 4;

  /** How much of the file each reader may keep in memory. */
  private static final int CACHE_KIB = 16_384;

  /**
   * How long an erasure waits for readers of an older snapshot before it leaves the log to them.
   */
  private static final Duration EMPTYING = Duration.ofMillis(200);

  private final DatabaseFile file;
  private final Duration busyTimeout;
  private final Vec0Library library;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Sql writer;
  private final Patience writersPatience;
  private final ConcurrentLinkedDeque<Sql> readers = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * Opens the file for writing, without looking at what it holds.
   *
   * @param library loaded into every connection, where that is possible
   */
  Connections(DatabaseFile file, Duration busyTimeout, Vec0Library library) {
    this.file = file;
    this.busyTimeout = busyTimeout;
    this.library = library;
    Connection connection = connect();
    this.writer = new Sql(connection);
    this.writersPatience = patience(connection);
  }

  /** The connection that writes, for what is done before the store is shared. */
  Sql writer() {
    return writer;
  }

  /** Settles what a file must have before its schema is made, and the connection that writes. */
  void settleWriter(boolean empty) {
    if (empty) {
      // Five embeddings of 384 numbers fill a page of 8 KiB; of 4 KiB a quarter would be lost.
      writer.script("PRAGMA page_size = 8192");
    }
    keepALog();
    writer.script("PRAGMA synchronous = FULL");
    writer.script("PRAGMA foreign_keys = ON");
    // What is erased is overwritten, wherever in the file it has been.
    writer.pragma("PRAGMA secure_delete = ON");
    // After a bulk import the log shrinks again.
    writer.pragma("PRAGMA journal_size_limit = 16777216");
    library.load(writer.connection());
  }

  /**
   * Two processes that make the same new file at once would each wait for the other's lock here, so
   * SQLite refuses one at once instead of making it wait; what it is refused, the other has done.
   */
  private void keepALog() {
    long began = System.nanoTime();
    while (true) {
      try {
        writer.pragma("PRAGMA journal_mode = WAL");
        return;
      } catch (UnavailableException e) {
        if (System.nanoTime() - began >= busyTimeout.toNanos() || !Patience.pause()) {
          throw e;
        }
      }
    }
  }

  /** Runs work in one snapshot. */
  <T extends @Nullable Object> T read(Function<? super Sql, ? extends T> work) {
    requireOpen();
    file.requireInPlace();
    Sql idle = readers.pollFirst();
    Sql sql = idle == null ? openReader() : idle;
    boolean good = false;
    try {
      sql.script("BEGIN");
      try {
        T result = work.apply(sql);
        sql.script("COMMIT");
        good = true;
        return result;
      } finally {
        if (!good) {
          good = sql.rollback();
        }
      }
    } finally {
      if (good && !closed && readers.size() < IDLE_READERS) {
        readers.addFirst(sql);
      } else {
        sql.close();
      }
    }
  }

  /** Runs work in one transaction, which is on disk when this returns. */
  <T extends @Nullable Object> T write(Function<? super Sql, ? extends T> work) {
    return this.<T>write(work, () -> false);
  }

  /**
   * Runs work in one transaction, which is on disk when this returns.
   *
   * @param thenEmptyLog asked afterwards: whether the log is to be cut off, so that what was erased
   *     is not in it either
   */
  <T extends @Nullable Object> T write(
      Function<? super Sql, ? extends T> work, BooleanSupplier thenEmptyLog) {
    requireOpen();
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction was begun within a transaction");
    }
    acquire();
    try {
      requireOpen();
      file.requireInPlace();
      boolean done = false;
      T result;
      writer.script("BEGIN IMMEDIATE");
      try {
        result = work.apply(writer);
        file.requireInPlace();
        writer.script("COMMIT");
        done = true;
      } finally {
        if (!done) {
          writer.rollback();
        }
      }
      file.requireInPlace();
      if (thenEmptyLog.getAsBoolean()) {
        emptyLog();
      }
      return result;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Runs a statement that cannot be part of a transaction, while nobody here writes. On a
   * connection of its own: the one that writes may have statements under way, those of sqlite-vec.
   */
  void outside(String statement) {
    requireOpen();
    acquire();
    try {
      requireOpen();
      file.requireInPlace();
      Connection connection = connect();
      patience(connection);
      Sql sql = new Sql(connection);
      try {
        sql.script(statement);
      } finally {
        sql.close();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Readers of an older snapshot may keep some of the log until the next time. */
  private void emptyLog() {
    try {
      writersPatience.limit(EMPTYING);
      writer.pragma("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (MemoryException e) {
      // The erasure itself is on disk; what the log still holds goes with a later checkpoint.
      LOG.warn("The log could not be emptied after an erasure: {}", e.problem());
    } finally {
      writersPatience.restore();
    }
  }

  private void acquire() {
    try {
      if (!writing.tryLock(busyTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failures.busy("a write", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.busy("a write was interrupted and", e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageFailureException("the store is closed", "Open it again.");
    }
  }

  private Sql openReader() {
    Connection connection = connect();
    patience(connection);
    Sql sql = new Sql(connection);
    library.load(sql.connection());
    sql.script("PRAGMA query_only = ON");
    // A search looks at some thousand pages here and there; the default holds 250 of them.
    sql.script("PRAGMA cache_size = -" + CACHE_KIB);
    return sql;
  }

  private Connection connect() {
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(true);
    try {
      Connection connection = config.createConnection(file.address());
      Folding.register(connection);
      return connection;
    } catch (SQLException e) {
      throw Failures.of("opening " + file.path(), e);
    }
  }

  private Patience patience(Connection connection) {
    try {
      return Patience.of(connection, busyTimeout);
    } catch (SQLException e) {
      throw Failures.of("opening " + file.path(), e);
    }
  }

  /** Waits for the transaction under way; what is read meanwhile ends by itself. */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      for (Sql reader = readers.pollFirst(); reader != null; reader = readers.pollFirst()) {
        reader.close();
      }
      writer.close();
    } finally {
      writing.unlock();
    }
  }
}
