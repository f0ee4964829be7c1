package dev.openmemory.retrieval;

/** One reason for a memory to answer a query. Has no state. */
interface Signal {

  /** Its name in explanations, settings and overrides. */
  String name();

  /** Whether the question asks for it; one that it does not ask for lowers no score. */
  default boolean isAskedFor(Query query) {
    return true;
  }

  /** What it says of each candidate. */
  Values measure(Evidence evidence);
}
