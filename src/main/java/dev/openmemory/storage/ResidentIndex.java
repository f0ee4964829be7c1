package dev.openmemory.storage;

import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The vector index in memory, in plain Java. It reads the signatures at the first search, and
 * before each search those that have changed since, whichever process changed them. Where there are
 * not too many memories it reads their rounded vectors too: they tell nearly all of what the
 * signatures pass apart, so that more can be passed and fewer need be read.
 */
final class ResidentIndex implements VectorIndex {

  /** With so many the exact ten nearest are kept to 99.6 % and more on real conversations. */
  private static final int CANDIDATES = 800;

  /** Of so many times as many as are asked for, 90 to 99 % of the exact nearest are kept. */
  private static final int EACH = 6;

  /** So many times as many pass the signatures where rounded vectors choose among them. */
  private static final int EACH_ROUNDED = 20;

  /** The most memory that rounded vectors take, in bytes: that of 50 000 of 384 numbers. */
  private static final int ROUNDED = 19_200_000;

  private final int dimension;
  private final Connections connections;
  private final String reason;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Signatures none;
  private final Signatures signatures;
  private @Nullable RoundedVectors rounded; // null once there are too many
  private long applied;

  ResidentIndex(int dimension, Connections connections, String reason) {
    this.reason = reason;
    this.dimension = dimension;
    this.connections = connections;
    this.none = new Signatures(dimension);
    this.signatures = new Signatures(dimension);
    this.rounded = new RoundedVectors(dimension);
  }

  @Override
  public long[] candidates(Session session, Sought sought, KeyFilter filter, int limit) {
    int most = Math.max(CANDIDATES, EACH * limit);
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
    long[] shared;
    lock.readLock().lock();
    try {
      shared = shared(sought, filter, limit, most, own);
    } finally {
      lock.readLock().unlock();
    }
    if (own.size() == 0) {
      return shared;
    }
    NearestSigns nearest = new NearestSigns(most, dimension);
    own.search(sought.signs(), filter, none, nearest);
    return LongStream.concat(LongStream.of(shared), LongStream.of(nearest.keys())).toArray();
  }

  private long[] shared(Sought sought, KeyFilter filter, int limit, int most, Signatures except) {
    // They are of what a memory says in its context.
    RoundedVectors vectors = sought.own() ? null : rounded;
    int wanted = vectors == null ? most : Math.max(NearestSigns.FEW, EACH_ROUNDED * limit);
    NearestSigns nearest = new NearestSigns(wanted, dimension);
    signatures.search(sought.signs(), filter, except, nearest);
    long[] keys = nearest.keys();
    if (vectors == null) {
      return keys;
    }
    int[] slots = Arrays.stream(keys).mapToInt(signatures::slot).toArray();
    return Arrays.stream(vectors.nearest(sought.vector(), slots, limit, most))
        .mapToLong(i -> keys[i])
        .toArray();
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
        long now = rows.load(signatures, applied);
        RoundedVectors known = fit() ? rounded : null;
        if (known != null) {
          rows.round(signatures, known, applied);
        }
        rounded = known;
        applied = now;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean fit() {
    return (long) signatures.size() * dimension <= ROUNDED;
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
