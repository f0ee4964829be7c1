package dev.openmemory.storage;

import dev.openmemory.model.State;
import org.jspecify.annotations.Nullable;

/**
 * The derived table of sqlite-vec, made and kept by every process that has its library. A process
 * without it leaves the table alone; the number of the last change applied, which stands in the
 * file beside it, says what the table lacks.
 */
final class Vec0Rows {

  private static final String APPLIED = "vec0_change";

  /** What others left undone is caught up in small parts, so that no single write is slow. */
  private static final int AT_ONCE = 2_000;

  private final Sql sql;

  Vec0Rows(Sql sql) {
    this.sql = sql;
  }

  /** Whether the file has the table, whether or not it can be used here. */
  boolean exist() {
    return sql.number("SELECT count(*) FROM sqlite_schema WHERE name = 'memory_vec0'") > 0;
  }

  /** Makes the table where the file has none. */
  static void prepare(Connections connections, int dimension) {
    if (!new Vec0Rows(connections.writer()).exist()) {
      connections.write(
          sql -> {
            Vec0Rows rows = new Vec0Rows(sql);
            if (!rows.exist()) {
              rows.create(dimension);
            }
            return true;
          });
    }
  }

  /**
   * Brings the table into step at the end of a transaction.
   *
   * @param usable whether the library is loaded
   * @param erased whether something was erased, of which nothing may stay
   */
  void follow(boolean usable, boolean erased) {
    if (usable) {
      apply(erased ? Integer.MAX_VALUE : AT_ONCE);
    } else if (erased && exist()) {
      purge();
    }
  }

  /**
   * Makes the table, empty. Scope and state are metadata columns: a partition per user took 1 070
   * bytes a memory at a hundred memories a user, against 128, and made searches over all of them
   * fifteen times as slow. A user with few memories is searched exactly, without the table.
   */
  void create(int dimension) {
    sql.script(
        """
        CREATE VIRTUAL TABLE memory_vec0 USING vec0 (
          memory INTEGER PRIMARY KEY,
          bits bit[%d],
          user_key INTEGER, agent_key INTEGER, run_key INTEGER, app_key INTEGER,
          state INTEGER, expires INTEGER
        )
        """
            .formatted(Vectors.words(dimension) * Long.SIZE));
    applied(0);
  }

  /** The number of the last change that the table knows. */
  long applied() {
    return sql.first("SELECT value FROM meta WHERE name = ?", row -> row.getLong(1), APPLIED)
        .orElse(0L);
  }

  /** Applies changes that the table does not know, the oldest first, so many at the most. */
  void apply(int most) {
    long[] last = {0};
    for (Row row :
        sql.list(
            """
            SELECT memory, state, user_key, agent_key, run_key, app_key, expires, bits, change
              FROM signature WHERE change > ? ORDER BY change LIMIT ?
            """,
            r ->
                new Row(
                    r.getLong(1),
                    r.getInt(2),
                    new ScopeKeys(r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6)),
                    Sql.longOrNull(r, 7),
                    Sql.bytesOrNull(r, 8),
                    r.getLong(9)),
            applied(),
            most)) {
      sql.update("DELETE FROM memory_vec0 WHERE memory = ?", row.memory());
      if (row.bits() != null && row.state() != Codes.of(State.DELETED)) {
        sql.update(
            """
            INSERT INTO memory_vec0 (memory, bits, user_key, agent_key, run_key, app_key, state,
                                     expires)
            VALUES (?, vec_bit(?), ?, ?, ?, ?, ?, ?)
            """,
            row.memory(),
            row.bits(),
            row.scope().user(),
            row.scope().agent(),
            row.scope().run(),
            row.scope().app(),
            row.state(),
            row.expires() == null ? Long.MAX_VALUE : row.expires());
      }
      last[0] = row.change();
    }
    if (last[0] > 0) {
      applied(last[0]);
    }
  }

  /**
   * Empties the table without its library: its rows are plain tables underneath. The next process
   * that has the library fills it again.
   */
  void purge() {
    for (String table :
        sql.list(
            """
            SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name GLOB 'memory_vec0_*' AND name <> 'memory_vec0_info'
            """,
            row -> row.getString(1))) {
      sql.script("DELETE FROM \"" + table + '"');
    }
    applied(0);
  }

  void drop() {
    sql.script("DROP TABLE IF EXISTS memory_vec0");
  }

  private void applied(long change) {
    sql.update("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", APPLIED, change);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(
      long memory,
      int state,
      ScopeKeys scope,
      @Nullable Long expires,
      byte @Nullable [] bits,
      long change) {}
}
