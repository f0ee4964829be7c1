package dev.openmemory.retrieval;

/** Words in common: BM25, divided by the query's best. */
final class KeywordSignal implements Signal {

  @Override
  public String name() {
    return "keyword";
  }

  @Override
  public Values measure(Evidence evidence) {
    return evidence.mostKeyword() > 0
        ? Values.between(evidence, 0, evidence.mostKeyword(), Candidate::keyword)
        : Values.of(evidence, candidate -> 0);
  }
}
