package dev.openmemory.storage;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The vector index in memory, in plain Java. It reads the signatures at the first search, and
 * before each search those that have changed since, whichever process changed them.
 */
final class ResidentIndex implements VectorIndex {

  /** With so many the exact ten nearest are kept to 99.6 % and more on real conversations. */
  private static final int CANDIDATES = 800;

  /** Of so many times as many as are asked for, 90 to 99 % of the exact nearest are kept. */
  private static final int EACH = 6;

  private final int dimension;
  private final Connections connections;
  private final String reason;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Signatures none;
  private final Signatures signatures;
  private long applied;

  ResidentIndex(int dimension, Connections connections, String reason) {
    this.reason = reason;
    this.dimension = dimension;
    this.connections = connections;
    this.none = new Signatures(dimension);
    this.signatures = new Signatures(dimension);
  }

  @Override
  public long[] candidates(Session session, QuerySigns query, KeyFilter filter, int limit) {
    NearestSigns nearest = new NearestSigns(Math.max(CANDIDATES, EACH * limit), dimension);
    Signatures own = none;
    if (session.writes()) {
      // What is not committed may be rolled back, so it must not enter the shared arrays.
      connections.read(
          sql -> {
            bringUpToDate(sql);
            return true;
          });
      own = session.pending(session.base()).now();
    } else {
      bringUpToDate(session.sql());
    }
    lock.readLock().lock();
    try {
      signatures.search(query, filter, own, nearest);
    } finally {
      lock.readLock().unlock();
    }
    own.search(query, filter, none, nearest);
    return nearest.keys();
  }

  private void bringUpToDate(Sql sql) {
    SignatureRows rows = new SignatureRows(sql);
    long last = rows.lastChange();
    lock.readLock().lock();
    try {
      if (applied >= last) {
        return;
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      if (applied < last) {
        applied = rows.load(signatures, applied);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public String name() {
    return "resident";
  }

  @Override
  public String reason() {
    return reason;
  }
}
