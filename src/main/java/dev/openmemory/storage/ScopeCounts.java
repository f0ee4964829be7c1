package dev.openmemory.storage;

import dev.openmemory.model.Axis;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts over a scope, and the values that its axes have. */
final class ScopeCounts {

  private final Sql sql;

  ScopeCounts(Sql sql) {
    this.sql = sql;
  }

  List<String> values(Axis axis, Scope within, String prefix, int limit) {
    Optional<ScopeKeys> found = ScopeKeys.find(sql, within);
    if (found.isEmpty()) {
      return List.of();
    }
    ScopeKeys keys = found.get();
    String column =
        switch (axis) {
          case USER -> "user_key";
          case AGENT -> "agent_key";
          case RUN -> "run_key";
          case APP -> "app_key";
        };
    String start = prefix.toLowerCase(Locale.ROOT);
    RowFilter rows = new RowFilter(keys);
    return sql
        .list(
            "SELECT v.value FROM (SELECT m."
                + column
                + " AS axis_key, count(*) AS n FROM memory m "
                + rows.sql()
                + " AND m.state = 0 GROUP BY axis_key) c JOIN scope_value v ON v.key = c.axis_key"
                + " ORDER BY c.n DESC, v.value",
            row -> row.getString(1),
            rows.parameters())
        .stream()
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(start))
        .limit(limit)
        .toList();
  }

  StoreCounts counts(Scope scope) {
    Optional<ScopeKeys> found = ScopeKeys.find(sql, scope);
    if (found.isEmpty()) {
      return new StoreCounts(Map.of(), 0, 0, 0);
    }
    ScopeKeys keys = found.get();
    RowFilter rows = new RowFilter(keys);
    Map<State, Long> memories = new EnumMap<>(State.class);
    // One walk through an index; grouping by state would have to sort.
    sql.each(
        "SELECT sum(m.state = 0), sum(m.state = 1), sum(m.state = 2), sum(m.state = 3)"
            + " FROM memory m "
            + rows.sql()
            + " AND m.covered = 0",
        row -> {
          for (State state : State.values()) {
            long count = row.getLong(1 + Codes.of(state));
            if (count > 0) {
              memories.put(state, count);
            }
          }
        },
        rows.parameters());
    long users = distinct("user_key", rows);
    long apps = distinct("app_key", rows);
    long messages = sql.number("SELECT count(*) FROM message m " + rows.sql(), rows.parameters());
    return new StoreCounts(memories, messages, users, apps);
  }

  private long distinct(String column, RowFilter rows) {
    return sql.number(
        "SELECT count(DISTINCT m." + column + ") FROM memory m " + rows.sql(), rows.parameters());
  }
}
