package dev.openmemory.retrieval;

import org.jspecify.annotations.Nullable;

/**
 * Standing wishes of the user, such as "Always show an example": they bear on every later request
 * of their subject, though they seldom resemble one.
 */
final class StandingSignal implements Signal {

  static final String NAME = "standing";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Values measure(Evidence evidence) {
    return Wishes.nearness(evidence, Traits::standing);
  }
}
