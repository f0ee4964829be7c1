package dev.openmemory.storage;

import dev.openmemory.model.MemoryFilter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The filters of the searches of one transaction. A search for a question runs several times with
 * one filter; what passes is found once, unless the transaction itself may change it in between.
 */
final class SearchedFilters {

  private final boolean writes;
  private final Map<MemoryFilter, Optional<KeyFilter>> known = new HashMap<>();

  SearchedFilters(boolean writes) {
    this.writes = writes;
  }

  /** Empty if nothing passes. */
  Optional<KeyFilter> of(Sql sql, MemoryFilter filter) {
    return writes
        ? KeyFilter.searched(sql, filter)
        : known.computeIfAbsent(filter, asked -> KeyFilter.searched(sql, asked));
  }
}
