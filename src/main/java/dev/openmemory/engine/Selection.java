package dev.openmemory.engine;

import dev.openmemory.model.Filter;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which memories of a scope a read is about. It narrows the search itself, never what came out of
 * it.
 *
 * @param where what a memory must meet
 * @param states the states that are seen; empty for active
 * @param asOf only what was true then; null for whatever time
 * @param latestOnly whether what was replaced is left out
 * @param expired whether what has expired is seen too
 */
public record Selection(
    Filter where, Set<State> states, @Nullable Instant asOf, boolean latestOnly, boolean expired) {

  /** Every active memory. */
  public static final Selection ACTIVE = new Selection(Filter.everything(), Set.of(), null, false);

  public Selection {
    states = states.isEmpty() ? Set.of(State.ACTIVE) : Set.copyOf(EnumSet.copyOf(states));
  }

  /** Without what has expired. */
  public Selection(Filter where, Set<State> states, @Nullable Instant asOf, boolean latestOnly) {
    this(where, states, asOf, latestOnly, false);
  }

  /** The same, with what has expired. */
  public Selection withExpired() {
    return new Selection(where, states, asOf, latestOnly, true);
  }

  /** Every memory in one of the states. */
  public static Selection in(Set<State> states) {
    return new Selection(Filter.everything(), states, null, false);
  }

  /** Every active memory that meets a filter. */
  public static Selection where(Filter where) {
    return new Selection(where, Set.of(), null, false);
  }

  /** The memories of a scope that are meant. */
  MemoryFilter within(Scope scope, Instant now) {
    MemoryFilter filter = new MemoryFilter(scope, states, expired ? Instant.EPOCH : now, where);
    if (asOf != null) {
      filter = filter.where(Filter.validAt(asOf));
    } else if (latestOnly) {
      filter = filter.where(Filter.standingAt(now));
    }
    return filter;
  }
}
