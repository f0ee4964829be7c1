package dev.openmemory.storage;

import dev.openmemory.model.MemoryFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter as row keys. What an index cannot tell of a memory is asked of its row: before a search,
 * all that pass are found, and the search looks at no other. For one snapshot.
 */
final class KeyFilter {

  private final ScopeKeys scope;
  private final int states;
  private final long at;
  private final Condition where;
  private @Nullable KeySet admitted;

  private KeyFilter(ScopeKeys scope, int states, long at, Condition where) {
    this.scope = scope;
    this.states = states;
    this.at = at;
    this.where = where;
  }

  /** Empty if the scope names a value that no row has, so that nothing can pass. */
  static Optional<KeyFilter> of(Sql sql, MemoryFilter filter) {
    return ScopeKeys.find(sql, filter.scope())
        .map(
            keys ->
                new KeyFilter(
                    keys,
                    Codes.mask(filter.states()),
                    Times.micros(filter.at()),
                    FilterSql.of(filter.where())));
  }

  /** For a search: empty if nothing passes. */
  static Optional<KeyFilter> searched(Sql sql, MemoryFilter filter) {
    return of(sql, filter).filter(passing -> passing.findAdmitted(sql));
  }

  private boolean findAdmitted(Sql sql) {
    if (where.isNone()) {
      return true;
    }
    RowFilter rows = new RowFilter(this);
    KeySet keys = new KeySet();
    sql.each(
        "SELECT m.key FROM memory m " + rows.sql(),
        row -> keys.add(row.getLong(1)),
        rows.parameters());
    admitted = keys;
    return keys.size() > 0;
  }

  /** An axis that is 0 matches anything. */
  ScopeKeys scope() {
    return scope;
  }

  /** One bit per state. */
  int states() {
    return states;
  }

  /** Microseconds; what expires then or earlier is not seen. */
  long at() {
    return at;
  }

  /** What else a row must meet. */
  Condition where() {
    return where;
  }

  /** In a search, the keys of all that pass; null where scope, state and expiry say it all. */
  @Nullable KeySet admitted() {
    return admitted;
  }

  /** In a search, whether a memory meets what an index cannot tell. */
  boolean admits(long key) {
    return admitted == null || admitted.has(key);
  }
}
