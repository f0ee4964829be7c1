package dev.openmemory.storage;

import dev.openmemory.model.MemoryFilter;
import java.util.Optional;

/**
 * A filter as row keys.
 *
 * @param scope an axis that is 0 matches anything
 * @param states one bit per state
 * @param at microseconds; what expires then or earlier is not seen
 */
record KeyFilter(ScopeKeys scope, int states, long at) {

  /** Empty if the scope names a value that no row has, so that nothing can pass. */
  static Optional<KeyFilter> of(Sql sql, MemoryFilter filter) {
    return ScopeKeys.find(sql, filter.scope())
        .map(keys -> new KeyFilter(keys, Codes.mask(filter.states()), Times.micros(filter.at())));
  }
}
