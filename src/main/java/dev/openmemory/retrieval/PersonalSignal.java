package dev.openmemory.retrieval;

import dev.openmemory.model.Role;

/**
 * How much a person says of themselves: what a memory is asked for is more often what somebody has,
 * does or feels than what they have to say of the world.
 */
final class PersonalSignal implements Signal {

  @Override
  public String name() {
    return "personal";
  }

  @Override
  public Values measure(Evidence evidence) {
    return Values.of(
        evidence,
        candidate ->
            candidate.sketch().actor().role() == Role.USER ? candidate.traits().personal() : 0);
  }
}
