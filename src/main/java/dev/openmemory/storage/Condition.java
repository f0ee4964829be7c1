package dev.openmemory.storage;

import java.util.List;

/**
 * A condition on the table {@code memory m} with the values of its parameters.
 *
 * @param sql empty where every row meets it
 */
record Condition(String sql, List<Object> values) {

  static final Condition NONE = new Condition("", List.of());

  Condition {
    values = List.copyOf(values);
  }

  boolean isNone() {
    return sql.isEmpty();
  }
}
