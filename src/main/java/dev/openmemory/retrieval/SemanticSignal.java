package dev.openmemory.retrieval;

/**
 * Closeness of meaning: the cosine of the vectors, from the least to the most of the candidates.
 */
final class SemanticSignal implements Signal {

  @Override
  public String name() {
    return "semantic";
  }

  @Override
  public Values measure(Evidence evidence) {
    return Values.between(
        evidence, evidence.leastCosine(), evidence.mostCosine(), Candidate::cosine);
  }
}
