package dev.openmemory.storage;

import dev.openmemory.model.MemoryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with its prepared statements, speaking the project's exceptions. For one thread at
 * a time; a statement is not run again while its rows are being read.
 */
final class Sql implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sql.class);
  private static final int PREPARED = 100;

  /** Makes a value of the current row. */
  @FunctionalInterface
  interface Reading<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the current row. */
  @FunctionalInterface
  interface Visit {
    void row(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(32, 0.75f, true);

  Sql(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** Runs statements that take no parameters. */
  void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw Failures.of("a statement", e);
    }
  }

  /** Changes rows; says how many. */
  int update(String sql, @Nullable Object... parameters) {
    try {
      return bound(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      forget(sql);
      throw Failures.of("a write", e);
    }
  }

  /** Visits every row of the answer. */
  void each(String sql, Visit visit, @Nullable Object... parameters) {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      while (rows.next()) {
        visit.row(rows);
      }
    } catch (SQLException e) {
      forget(sql);
      throw Failures.of("a read", e);
    }
  }

  <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... parameters) {
    List<T> all = new ArrayList<>();
    each(sql, row -> all.add(reading.read(row)), parameters);
    return all;
  }

  <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... parameters) {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      forget(sql);
      throw Failures.of("a read", e);
    }
  }

  /** The one number of an answer that always has one. */
  long number(String sql, @Nullable Object... parameters) {
    return first(sql, row -> row.getLong(1), parameters).orElseThrow();
  }

  /** The one text of an answer that always has one. */
  String text(String sql, @Nullable Object... parameters) {
    return first(sql, row -> row.getString(1), parameters).orElseThrow();
  }

  /** Runs one statement that the library must not prepare ahead, and reads its first value. */
  @Nullable String pragma(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw Failures.of("a setting", e);
    }
  }

  /** Whether the connection is still good after that. */
  boolean rollback() {
    try {
      script("ROLLBACK");
      return true;
    } catch (MemoryException e) {
      // SQLite rolls back by itself after a full disk or an I/O error; then there is nothing open.
      return inAutocommit();
    }
  }

  private boolean inAutocommit() {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN");
      statement.executeUpdate("ROLLBACK");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** The library ends a statement that failed, so it must be prepared again. */
  private void forget(String sql) {
    try (PreparedStatement failed = prepared.remove(sql)) {
      LOG.debug("A statement failed and is prepared again: {}", failed != null);
    } catch (SQLException e) {
      LOG.debug("A statement that failed could not be closed", e);
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object[] parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      if (prepared.size() >= PREPARED) {
        String eldest = prepared.keySet().iterator().next();
        PreparedStatement old = prepared.remove(eldest);
        if (old != null) {
          old.close();
        }
      }
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setObject(index, null);
    } else if (value instanceof String s) {
      statement.setString(index, s);
    } else if (value instanceof byte[] b) {
      statement.setBytes(index, b);
    } else if (value instanceof Double d) {
      statement.setDouble(index, d);
    } else if (value instanceof Number n) {
      statement.setLong(index, n.longValue());
    } else {
      throw new IllegalArgumentException("not a column type: " + value.getClass());
    }
  }

  static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  @SuppressWarnings("NullAway") // JDBC gives null for NULL, which its types do not say
  static @Nullable Double doubleOrNull(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : Double.valueOf(value);
  }

  static @Nullable String textOrNull(ResultSet row, int column) throws SQLException {
    return row.getString(column);
  }

  @SuppressWarnings("NullAway") // JDBC gives null for NULL, which its types do not say
  static byte @Nullable [] bytesOrNull(ResultSet row, int column) throws SQLException {
    return row.getBytes(column);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Failures.of("closing", e);
    }
  }
}
