package dev.openmemory.storage;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * sqlite-vec for the first searches of a process, the index in memory for all that follow: a
 * command that asks once waits for no warm-up, and a server pays for it once.
 */
final class FirstVec0Index implements VectorIndex {

  private static final int FIRST = 3;

  private final Vec0Index vec0;
  private final ResidentIndex resident;
  private final AtomicInteger searches = new AtomicInteger();

  FirstVec0Index(Vec0Index vec0, ResidentIndex resident) {
    this.vec0 = vec0;
    this.resident = resident;
  }

  @Override
  public long[] candidates(Session session, QuerySigns query, KeyFilter filter, int limit) {
    VectorIndex index = current();
    if (index == vec0) {
      searches.incrementAndGet();
    }
    return index.candidates(session, query, filter, limit);
  }

  private VectorIndex current() {
    return searches.get() < FIRST ? vec0 : resident;
  }

  @Override
  public String name() {
    return current().name();
  }

  @Override
  public String reason() {
    return current() == vec0
        ? "it needs no warm-up; after " + FIRST + " searches the index in memory takes over"
        : "the process searches often; before that, vec0";
  }
}
