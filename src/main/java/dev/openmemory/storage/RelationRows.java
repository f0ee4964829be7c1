package dev.openmemory.storage;

import dev.openmemory.model.EntityId;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Relation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of relations and of memories that contradict each other. */
final class RelationRows {

  private static final String SELECT =
      """
      SELECT s.id, r.predicate, o.id, m.id, r.valid_from, r.valid_to
        FROM relation r
        JOIN memory m ON m.key = r.memory
        JOIN entity s ON s.key = r.subject
        JOIN entity o ON o.key = r.object
      """;

  private final Sql sql;

  RelationRows(Sql sql) {
    this.sql = sql;
  }

  void add(Relation relation) {
    EntityRows entities = new EntityRows(sql);
    sql.update(
        """
        INSERT OR IGNORE INTO relation (subject, predicate, object, memory, valid_from, valid_to)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        entities.key(relation.subject()),
        relation.predicate(),
        entities.key(relation.object()),
        new MemoryRows(sql).requireKey(relation.memory()),
        Times.micros(relation.from()),
        Times.microsOrNull(relation.to()));
  }

  void end(MemoryId memory, @Nullable Instant at) {
    sql.update(
        "UPDATE relation SET valid_to = ? WHERE memory = ?",
        Times.microsOrNull(at),
        new MemoryRows(sql).requireKey(memory));
  }

  List<Relation> around(Collection<EntityId> entities, MemoryFilter filter, Instant at, int limit) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty() || entities.isEmpty()) {
      return List.of();
    }
    RowFilter where = new RowFilter(keyed.get());
    List<Object> values = new ArrayList<>();
    String ids = Ids.jsonOfIds(entities);
    values.add(ids);
    values.add(ids);
    values.addAll(List.of(where.parameters()));
    values.add(Times.micros(at));
    // The pluses keep SQLite from walking all memories of a scope instead of a few relations.
    return sql.list(
        """
        WITH near (key) AS (
          SELECT r.key FROM json_each(?) i
            JOIN entity e ON e.id = unhex(i.value) JOIN relation r ON r.subject = e.key
          UNION
          SELECT r.key FROM json_each(?) i
            JOIN entity e ON e.id = unhex(i.value) JOIN relation r ON r.object = e.key
        )
        SELECT s.id, r.predicate, o.id, m.id, r.valid_from, r.valid_to
          FROM near n
          CROSS JOIN relation r ON r.key = n.key
          CROSS JOIN memory m ON m.key = r.memory
          CROSS JOIN entity s ON s.key = r.subject
          CROSS JOIN entity o ON o.key = r.object
        """
            + where.sql()
            + " AND (r.valid_to IS NULL OR r.valid_to > ?)"
            + " ORDER BY r.valid_from DESC, r.key DESC LIMIT "
            + limit,
        RelationRows::read,
        values.toArray());
  }

  List<Relation> from(EntityId subject, String predicate, Instant at) {
    return sql.list(
        SELECT
            + """
            WHERE r.subject = ? AND r.predicate = ? AND (r.valid_to IS NULL OR r.valid_to > ?)
            ORDER BY r.valid_from, r.key
            """,
        RelationRows::read,
        new EntityRows(sql).key(subject),
        predicate,
        Times.micros(at));
  }

  void conflict(MemoryId one, MemoryId other, Instant at) {
    MemoryRows memories = new MemoryRows(sql);
    long a = memories.requireKey(one);
    long b = memories.requireKey(other);
    if (a != b) {
      sql.update(
          "INSERT OR IGNORE INTO conflict (memory, other, found) VALUES (?, ?, ?)",
          Math.min(a, b),
          Math.max(a, b),
          Times.micros(at));
    }
  }

  void settle(MemoryId one, MemoryId other) {
    MemoryRows memories = new MemoryRows(sql);
    long a = memories.requireKey(one);
    long b = memories.requireKey(other);
    sql.update(
        "DELETE FROM conflict WHERE memory = ? AND other = ?", Math.min(a, b), Math.max(a, b));
  }

  Map<MemoryId, List<MemoryId>> conflicts(Collection<MemoryId> memories) {
    Map<MemoryId, List<MemoryId>> conflicts = new LinkedHashMap<>();
    sql.each(
        """
        WITH asked (key, id) AS (
          SELECT key, id FROM memory WHERE id IN (SELECT unhex(value) FROM json_each(?))
        )
        SELECT a.id, m.id FROM asked a
          JOIN conflict c ON c.memory = a.key JOIN memory m ON m.key = c.other
         WHERE m.state = 0 AND m.valid_to IS NULL
        UNION
        SELECT a.id, m.id FROM asked a
          JOIN conflict c ON c.other = a.key JOIN memory m ON m.key = c.memory
         WHERE m.state = 0 AND m.valid_to IS NULL
        """,
        row ->
            conflicts
                .computeIfAbsent(new MemoryId(Ids.uuid(row.getBytes(1))), id -> new ArrayList<>())
                .add(new MemoryId(Ids.uuid(row.getBytes(2)))),
        Ids.jsonOf(memories));
    return conflicts;
  }

  private static Relation read(ResultSet row) throws SQLException {
    Long to = Sql.longOrNull(row, 6);
    return new Relation(
        new EntityId(Ids.uuid(row.getBytes(1))),
        row.getString(2),
        new EntityId(Ids.uuid(row.getBytes(3))),
        new MemoryId(Ids.uuid(row.getBytes(4))),
        Times.instant(row.getLong(5)),
        to == null ? null : Times.instant(to));
  }
}
