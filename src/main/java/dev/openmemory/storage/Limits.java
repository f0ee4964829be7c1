package dev.openmemory.storage;

/** What a limit may be. */
final class Limits {

  private Limits() {}

  /** The limit, which is at least 1. */
  static int positive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit is at least 1, not " + limit);
    }
    return limit;
  }
}
