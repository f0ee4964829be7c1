package dev.openmemory.porting;

/** Told of each line or item of a file that cannot be used. */
@FunctionalInterface
public interface Refusals {

  /**
   * One is passed over.
   *
   * @param place where it is, such as {@code line 17}
   * @param problem what is wrong with it
   */
  void refused(String place, String problem);
}
