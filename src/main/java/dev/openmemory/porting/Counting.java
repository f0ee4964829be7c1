package dev.openmemory.porting;

/** Counts what is refused while it is told. For one thread. */
final class Counting implements Refusals {

  private final Refusals told;
  private long count;

  Counting(Refusals told) {
    this.told = told;
  }

  @Override
  public void refused(String place, String problem) {
    count++;
    told.refused(place, problem);
  }

  long count() {
    return count;
  }
}
