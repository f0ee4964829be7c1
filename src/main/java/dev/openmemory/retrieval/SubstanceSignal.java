package dev.openmemory.retrieval;

/** Whether there is enough of it to tell anything: "Wow, great!" is about everything. */
final class SubstanceSignal implements Signal {

  /** A text of so many words has substance. */
  private static final double ENOUGH = 20;

  @Override
  public String name() {
    return "substance";
  }

  @Override
  public Values measure(Evidence evidence) {
    return Values.of(evidence, candidate -> Math.min(1, candidate.traits().words() / ENOUGH));
  }
}
