package dev.openmemory.storage;

/** Finds the memories whose signatures are near that of a vector. Safe to call from any thread. */
interface VectorIndex {

  /**
   * Row keys of candidates for the nearest memories that pass a filter. All that pass, if they are
   * no more than {@link NearestSigns#FEW}; otherwise several times the limit. Some may be gone from
   * the snapshot or fail the filter in it, where the index already knows a later state.
   *
   * @param session the transaction whose view is searched
   * @param sought what they are compared with
   */
  long[] candidates(Session session, Sought sought, KeyFilter filter, int limit);

  /** Its name and version, for people. */
  String name();

  /** Why this one is in use, for people. */
  String reason();
}
