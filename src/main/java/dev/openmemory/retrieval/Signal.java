package dev.openmemory.retrieval;

import org.jspecify.annotations.Nullable;

/** One reason for a memory to answer a query. Has no state. */
interface Signal {

  /** Its name in explanations, settings and overrides. */
  String name();

  /**
   * What it says of each candidate; null where the question does not ask for it, so that it lowers
   * no score.
   */
  @Nullable Values measure(Evidence evidence);
}
