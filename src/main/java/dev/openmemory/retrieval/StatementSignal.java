package dev.openmemory.retrieval;

/**
 * Whether something is stated: a short text that only asks resembles the query most of all and
 * answers nothing. A long one that ends in a question has said why it asks.
 */
final class StatementSignal implements Signal {

  /** A question of so many words tells enough. */
  private static final int TELLING = 40;

  @Override
  public String name() {
    return "statement";
  }

  @Override
  public Values measure(Evidence evidence) {
    return Values.of(evidence, candidate -> 1 - bare(candidate.traits()));
  }

  private static double bare(Traits traits) {
    double shortness = Math.max(0, 1 - traits.words() / (double) TELLING);
    return traits.asking() * Math.sqrt(shortness);
  }
}
