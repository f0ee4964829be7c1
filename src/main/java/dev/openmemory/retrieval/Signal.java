package dev.openmemory.retrieval;

/** One reason for a memory to answer a query. Has no state. */
interface Signal {

  /** Its name in explanations, settings and overrides. */
  String name();

  /** What it says of each candidate. */
  Values measure(Evidence evidence);
}
