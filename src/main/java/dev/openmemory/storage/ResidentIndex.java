package dev.openmemory.storage;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The vector index in memory, in plain Java. It reads the signatures at the first search, and
 * before each search those that have changed since, whichever process changed them.
 */
final class ResidentIndex implements VectorIndex {

  /** With 500 candidates the exact ten nearest are kept to 99.8 % on real conversations. */
  private static final int CANDIDATES = 500;

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
  public long[] candidates(Session session, long[] signature, KeyFilter filter, int limit) {
    NearestSigns nearest = new NearestSigns(Math.max(CANDIDATES, 4 * limit), dimension);
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
      signatures.search(signature, filter, own, nearest);
    } finally {
      lock.readLock().unlock();
    }
    own.search(signature, filter, none, nearest);
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
