package dev.openmemory.storage;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of which fact was made of which passage, and what a passage takes from its facts. */
final class CoverageRows {

  private static final int REWORDED = 2;

  private final Sql sql;

  CoverageRows(Sql sql) {
    this.sql = sql;
  }

  void add(long fact, long passage) {
    sql.update("INSERT OR IGNORE INTO coverage (fact, passage) VALUES (?, ?)", fact, passage);
    sql.update("UPDATE memory SET covered = 1 WHERE key = ? AND covered = 0", passage);
  }

  List<Long> passages(long fact) {
    return sql.list("SELECT passage FROM coverage WHERE fact = ?", row -> row.getLong(1), fact);
  }

  List<Long> facts(long passage) {
    return sql.list("SELECT fact FROM coverage WHERE passage = ?", row -> row.getLong(1), passage);
  }

  List<MemoryId> factsOf(MemoryId passage) {
    return sql.list(
        """
        SELECT f.id FROM memory p
          JOIN coverage c ON c.passage = p.key JOIN memory f ON f.key = c.fact
         WHERE p.id = ? ORDER BY f.key
        """,
        row -> new MemoryId(Ids.uuid(row.getBytes(1))),
        Ids.bytes(passage.value()));
  }

  Map<MemoryId, Set<MemoryId>> passagesOf(Collection<MemoryId> facts) {
    Map<MemoryId, Set<MemoryId>> passages = new LinkedHashMap<>();
    sql.each(
        """
        SELECT f.id, p.id FROM memory f
          JOIN coverage c ON c.fact = f.key JOIN memory p ON p.key = c.passage
         WHERE f.id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY f.key, p.key
        """,
        row ->
            passages
                .computeIfAbsent(
                    new MemoryId(Ids.uuid(row.getBytes(1))), id -> new LinkedHashSet<>())
                .add(new MemoryId(Ids.uuid(row.getBytes(2)))),
        Ids.jsonOf(facts));
    return passages;
  }

  /** A fact says something else now, and its passages still say what it said. */
  void reworded(long fact) {
    sql.update(
        """
        UPDATE memory SET covered = ?
         WHERE key IN (SELECT passage FROM coverage WHERE fact = ?)
        """,
        REWORDED,
        fact);
  }

  /** A covered passage with the state, validity and expiry that its facts give it. */
  Memory followed(long key, Memory passage, Instant at) {
    record Facts(int state, long standing, @Nullable Long end, @Nullable Long expires) {}
    Facts facts =
        sql.first(
                """
                SELECT max(max(f.state), CASE p.covered WHEN 2 THEN 2 ELSE 0 END),
                       sum(f.valid_to IS NULL), max(f.valid_to), min(f.expires)
                  FROM memory p
                  JOIN coverage c ON c.passage = p.key JOIN memory f ON f.key = c.fact
                 WHERE p.key = ?
                """,
                row ->
                    new Facts(
                        row.getInt(1),
                        row.getLong(2),
                        Sql.longOrNull(row, 3),
                        Sql.longOrNull(row, 4)),
                key)
            .orElseThrow();
    Long end = facts.end();
    Validity validity =
        facts.standing() > 0 || end == null
            ? Validity.since(passage.validity().from())
            : new Validity(passage.validity().from(), Times.instant(end), successor(key));
    State state = Codes.state(facts.state());
    Instant expires = facts.expires() == null ? null : Times.instant(facts.expires());
    boolean same =
        state == passage.state()
            && validity.equals(passage.validity())
            && Objects.equals(expires, passage.expiresAt());
    return same
        ? passage
        : passage.withState(state, at).withValidity(validity, at).withExpiry(expires, at);
  }

  /** What replaced the fact of a passage that held the longest. */
  private @Nullable MemoryId successor(long passage) {
    return sql.first(
            """
            SELECT s.id FROM coverage c
              JOIN memory f ON f.key = c.fact JOIN memory s ON s.key = f.superseded_by
             WHERE c.passage = ? ORDER BY f.valid_to DESC, f.key LIMIT 1
            """,
            row -> new MemoryId(Ids.uuid(row.getBytes(1))),
            passage)
        .orElse(null);
  }
}
