package dev.openmemory.porting;

/** Told how far an export or import is. */
@FunctionalInterface
public interface Progress {

  /** Nobody is told. */
  Progress NONE = (done, total) -> {};

  /**
   * Some more is done.
   *
   * @param done memories or bytes so far
   * @param total in all; 0 where that is not known
   */
  void report(long done, long total);
}
