package dev.openmemory.retrieval;

import dev.openmemory.model.Role;

/**
 * Standing wishes of the user, such as "Always show an example": they bear on every later question
 * of their subject, though they seldom resemble one.
 */
final class StandingSignal implements Signal {

  @Override
  public String name() {
    return "standing";
  }

  @Override
  public Values measure(Evidence evidence) {
    return Values.of(
        evidence,
        candidate ->
            candidate.traits().standing() && candidate.sketch().actor().role() == Role.USER
                ? 1
                : 0);
  }
}
