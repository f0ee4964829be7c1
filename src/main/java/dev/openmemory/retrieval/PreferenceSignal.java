package dev.openmemory.retrieval;

import org.jspecify.annotations.Nullable;

/** What the user says to prefer: it bears on a request, as a standing wish does, but less. */
final class PreferenceSignal implements Signal {

  static final String NAME = "preference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Values measure(Evidence evidence) {
    return Wishes.nearness(evidence, Traits::prefers);
  }
}
