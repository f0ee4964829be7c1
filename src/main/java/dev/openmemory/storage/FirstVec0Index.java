package dev.openmemory.storage;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The index in memory while there are few memories, since it is read in no time and keeps more of
 * the nearest. Of many, sqlite-vec for the first searches of a process and the index in memory for
 * all that follow: a command that asks once waits for no warm-up, and a server pays for it once.
 */
final class FirstVec0Index implements VectorIndex {

  private static final int FIRST = 3;

  /** So many memories are read within some 100 ms, with their rounded vectors. */
  static final int FEW = 50_000;

  private final Vec0Index vec0;
  private final ResidentIndex resident;
  private final boolean few;
  private final AtomicInteger searches = new AtomicInteger();

  /**
   * A choice between two.
   *
   * @param memories how many were ever stored
   */
  FirstVec0Index(Vec0Index vec0, ResidentIndex resident, long memories) {
    this.vec0 = vec0;
    this.resident = resident;
    this.few = memories <= FEW;
  }

  @Override
  public long[] candidates(Session session, Sought sought, KeyFilter filter, int limit) {
    VectorIndex index = current();
    if (index == vec0) {
      searches.incrementAndGet();
    }
    return index.candidates(session, sought, filter, limit);
  }

  private VectorIndex current() {
    return few || searches.get() >= FIRST ? resident : vec0;
  }

  @Override
  public String name() {
    return current().name();
  }

  @Override
  public String reason() {
    if (few) {
      return "there are few memories; of more than "
          + FEW
          + " the first "
          + FIRST
          + " searches of a process ask "
          + vec0.name();
    }
    return current() == vec0
        ? "it needs no warm-up; after " + FIRST + " searches the index in memory takes over"
        : "the process searches often; before that, vec0";
  }
}
