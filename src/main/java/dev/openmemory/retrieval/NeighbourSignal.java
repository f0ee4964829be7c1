package dev.openmemory.retrieval;

/**
 * Words in common with what was said right before and after in the same run, and in the same
 * message: an answer often repeats none of the words of its question.
 */
final class NeighbourSignal implements Signal {

  /** What another passage of the same message counts for, beside a neighbour's 1. */
  private static final double SAME_MESSAGE = 0.8;

  /** Both neighbours may be the query's best. */
  private static final double MOST = 2;

  @Override
  public String name() {
    return "neighbours";
  }

  @Override
  public Values measure(Evidence evidence) {
    return evidence.mostKeyword() > 0
        ? Values.between(
            evidence, 0, MOST * evidence.mostKeyword(), candidate -> around(evidence, candidate))
        : Values.of(evidence, candidate -> 0);
  }

  private static double around(Evidence evidence, Candidate candidate) {
    double message = evidence.said(candidate.sketch().message());
    return evidence.said(candidate.sketch().before())
        + evidence.said(candidate.sketch().after())
        + SAME_MESSAGE * Math.max(0, message - candidate.keyword());
  }
}
