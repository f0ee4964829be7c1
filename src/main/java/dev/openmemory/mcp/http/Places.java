package dev.openmemory.mcp.http;

import java.util.concurrent.Semaphore;

/** A number of things that may be under way at once. Safe for any thread. */
final class Places {

  private final Semaphore free;
  private final String things;

  /**
   * @param things what there is room for, in the plural
   */
  Places(int number, String things) {
    this.free = new Semaphore(number);
    this.things = things;
  }

  /**
   * Takes a place.
   *
   * @throws Refusal if there is none
   */
  void take() {
    if (!free.tryAcquire()) {
      throw new Refusal(503, "Too many " + things + " at once; try again in a moment");
    }
  }

  /** Gives a place back. */
  void give() {
    free.release();
  }
}
