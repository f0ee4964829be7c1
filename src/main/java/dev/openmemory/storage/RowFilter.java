package dev.openmemory.storage;

import java.util.ArrayList;
import java.util.List;

/** The conditions of a filter on the table {@code memory m}. */
final class RowFilter {

  private final StringBuilder text = new StringBuilder("WHERE TRUE");
  private final List<Object> values = new ArrayList<>();

  RowFilter(KeyFilter filter) {
    this(filter.scope());
    and("(1 << m.state) & ?", filter.states());
    and("(m.expires IS NULL OR m.expires > ?)", filter.at());
    if (!filter.where().isNone()) {
      and(filter.where().sql(), filter.where().values().toArray());
    }
  }

  /** Of any state; also for the table {@code message m}. */
  RowFilter(ScopeKeys scope) {
    // One axis leads to the rows, the one with the fewest of them as a rule; the plus keeps
    // SQLite from choosing the index of another.
    String lead = "";
    lead = axis(lead, "m.run_key", scope.run());
    lead = axis(lead, "m.user_key", scope.user());
    lead = axis(lead, "m.agent_key", scope.agent());
    axis(lead, "m.app_key", scope.app());
  }

  void and(String condition, Object... parameters) {
    text.append(" AND ").append(condition);
    values.addAll(List.of(parameters));
  }

  private String axis(String lead, String column, long key) {
    if (key == 0) {
      return lead;
    }
    and((lead.isEmpty() ? "" : "+") + column + " = ?", key);
    return column;
  }

  String sql() {
    return text.toString();
  }

  Object[] parameters() {
    return values.toArray();
  }
}
