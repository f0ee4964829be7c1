package dev.openmemory.model;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which memories a read may see; applied inside every search, never after it.
 *
 * @param scope every axis given must match
 * @param states the states that are seen, at least one
 * @param at memories that expired before this time are not seen
 * @param where what else a memory must meet
 */
public record MemoryFilter(Scope scope, Set<State> states, Instant at, Filter where) {

  public MemoryFilter {
    if (states.isEmpty()) {
      throw new InvalidInputException("no state is asked for", "Name at least one state.");
    }
    states = Set.copyOf(EnumSet.copyOf(states));
  }

  /** The memories of a scope in some states, without further conditions. */
  public MemoryFilter(Scope scope, Set<State> states, Instant at) {
    this(scope, states, at, Filter.everything());
  }

  /** The same memories, as far as they meet a condition too. */
  public MemoryFilter where(Filter condition) {
    return new MemoryFilter(scope, states, at, where.and(condition));
  }

  /** The active memories of a scope that have not expired at that time. */
  public static MemoryFilter active(Scope scope, Instant at) {
    return new MemoryFilter(scope, Set.of(State.ACTIVE), at);
  }
}
