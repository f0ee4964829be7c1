package dev.openmemory.storage;

import dev.openmemory.model.Axis;
import dev.openmemory.model.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scope as row keys.
 *
 * @param user 0 where the axis is absent, as the others
 */
record ScopeKeys(long user, long agent, long run, long app) {

  static final ScopeKeys ANY = new ScopeKeys(0, 0, 0, 0);

  /** The keys of a scope's values, making rows for values not met before. */
  static ScopeKeys intern(Sql sql, Scope scope) {
    return new ScopeKeys(
        intern(sql, Axis.USER, scope.userId()),
        intern(sql, Axis.AGENT, scope.agentId()),
        intern(sql, Axis.RUN, scope.runId()),
        intern(sql, Axis.APP, scope.appId()));
  }

  /** The keys of a scope's values; empty if one of them was never stored. */
  static Optional<ScopeKeys> find(Sql sql, Scope scope) {
    long user = find(sql, Axis.USER, scope.userId());
    long agent = find(sql, Axis.AGENT, scope.agentId());
    long run = find(sql, Axis.RUN, scope.runId());
    long app = find(sql, Axis.APP, scope.appId());
    return user < 0 || agent < 0 || run < 0 || app < 0
        ? Optional.empty()
        : Optional.of(new ScopeKeys(user, agent, run, app));
  }

  /** A key as a column of a canonical table holds it. */
  static @Nullable Long column(long key) {
    return key == 0 ? null : Long.valueOf(key);
  }

  private static long intern(Sql sql, Axis axis, @Nullable String value) {
    long known = find(sql, axis, value);
    if (known >= 0 || value == null) {
      return known;
    }
    sql.update("INSERT INTO scope_value (axis, value) VALUES (?, ?)", axis.key(), value);
    return find(sql, axis, value);
  }

  /** 0 for an absent value, less than 0 for an unknown one. */
  private static long find(Sql sql, Axis axis, @Nullable String value) {
    if (value == null) {
      return 0;
    }
    return sql.first(
            "SELECT key FROM scope_value WHERE axis = ? AND value = ?",
            row -> row.getLong(1),
            axis.key(),
            value)
        .orElse(-1L);
  }
}
