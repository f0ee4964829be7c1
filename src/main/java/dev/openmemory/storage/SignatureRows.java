package dev.openmemory.storage;

import org.jspecify.annotations.Nullable;

/**
 * The derived table of signatures and its change numbers. Every row that is written takes the next
 * number, so whoever has applied the changes up to one number needs only the rows above it.
 */
final class SignatureRows {

  private static final long LOW = 0xffff_ffffL;

  private final Sql sql;

  SignatureRows(Sql sql) {
    this.sql = sql;
  }

  /** The number of the last change, 0 where there was none. */
  long lastChange() {
    return sql.number("SELECT coalesce(max(change), 0) FROM signature");
  }

  /** How many changes there are after a number. */
  long countAfter(long change) {
    return sql.number("SELECT count(*) FROM signature WHERE change > ?", change);
  }

  /** Writes the row of a memory anew. */
  void put(long memory, int state, ScopeKeys keys, @Nullable Long expires, byte[] bits) {
    sql.update(
        """
        INSERT INTO signature (memory, change, state, user_key, agent_key, run_key, app_key,
                               expires, bits)
        VALUES (?1, (SELECT coalesce(max(change), 0) + 1 FROM signature), ?2, ?3, ?4, ?5, ?6, ?7,
                ?8)
        ON CONFLICT (memory) DO UPDATE
           SET change = excluded.change, state = excluded.state, expires = excluded.expires,
               bits = excluded.bits
        """,
        memory,
        state,
        keys.user(),
        keys.agent(),
        keys.run(),
        keys.app(),
        expires,
        bits);
  }

  /** Writes what may change without a new vector. */
  void change(long memory, int state, @Nullable Long expires) {
    sql.update(
        """
        UPDATE signature
           SET change = (SELECT max(change) + 1 FROM signature), state = ?, expires = ?
         WHERE memory = ?
        """,
        state,
        expires,
        memory);
  }

  /** Leaves of a memory only that it was erased. */
  void erase(long memory) {
    sql.update(
        """
        UPDATE signature
           SET change = (SELECT max(change) + 1 FROM signature), state = 3, expires = NULL,
               bits = NULL
         WHERE memory = ?
        """,
        memory);
  }

  /**
   * Brings signatures in memory up to the changes of this snapshot; gives the last one's number.
   */
  long load(Signatures into, long after) {
    long last = lastChange();
    // Two keys to a column and no NULL: each column read costs a call into the library.
    sql.each(
        """
        SELECT memory, user_key << 32 | agent_key, run_key << 32 | app_key,
               CASE WHEN bits IS NULL THEN %d ELSE state END, coalesce(expires, %d),
               coalesce(bits, x'')
          FROM signature
        """
                .formatted(Signatures.ERASED, Long.MAX_VALUE)
            // From scratch in row order, which reads the table front to back.
            + (after == 0 ? "WHERE +change > ?" : "WHERE change > ?"),
        row -> {
          long owners = row.getLong(2);
          long places = row.getLong(3);
          into.put(
              row.getLong(1),
              row.getInt(4),
              new ScopeKeys(owners >>> 32, owners & LOW, places >>> 32, places & LOW),
              row.getLong(5),
              row.getBytes(6));
        },
        after);
    return last;
  }

  /** Rounds the vectors that have changed, of memories whose signatures are loaded. */
  void round(Signatures loaded, RoundedVectors into, long after) {
    float[] vector = new float[into.dimension()];
    sql.each(
        """
        SELECT s.memory, coalesce(c.vector, e.vector)
          FROM signature s JOIN embedding e ON e.memory = s.memory
          LEFT JOIN context_embedding c ON c.memory = s.memory
         WHERE s.bits IS NOT NULL
        """
            + (after == 0 ? "AND +s.change > ?" : "AND s.change > ?"),
        row -> {
          Vectors.read(row.getBytes(2), vector);
          into.put(loaded.slot(row.getLong(1)), vector);
        },
        after);
  }
}
