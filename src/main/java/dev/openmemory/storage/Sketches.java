package dev.openmemory.storage;

import dev.openmemory.model.Actor;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what rankings need of memories, many at once. */
final class Sketches {

  /**
   * The message next to {@code g} in its run. In two steps, each of which the index of messages by
   * scope answers with one row: many messages of a run may have the same time.
   */
  private static final String BESIDE =
      """
      coalesce(
        (SELECT b.id FROM message b
          WHERE b.run_key = g.run_key AND b.user_key IS g.user_key
            AND b.agent_key IS g.agent_key AND b.app_key IS g.app_key
            AND b.observed = g.observed AND b.key %1$s g.key
          ORDER BY b.key %2$s LIMIT 1),
        (SELECT b.id FROM message b
          WHERE b.run_key = g.run_key AND b.user_key IS g.user_key
            AND b.agent_key IS g.agent_key AND b.app_key IS g.app_key
            AND b.observed %1$s g.observed
          ORDER BY b.observed %2$s, b.key %2$s LIMIT 1))
      """;

  private static final String SELECT =
      """
      SELECT m.id, g.id, %s, %s,
             coalesce(m.run_key << 32 | coalesce(m.user_key, 0), 0), m.role, m.speaker,
             m.distiller = 'verbatim', m.text, m.observed, m.valid_to
        FROM json_each(?) k
        JOIN memory m ON m.id = unhex(k.value)
        JOIN message g ON g.key = m.message_key
      """
          .formatted(BESIDE.formatted("<", "DESC"), BESIDE.formatted(">", "ASC"));

  private final Sql sql;

  Sketches(Sql sql) {
    this.sql = sql;
  }

  Map<MemoryId, Sketch> of(Collection<MemoryId> ids) {
    Map<MemoryId, Sketch> found = new LinkedHashMap<>();
    sql.each(
        SELECT,
        row -> {
          Sketch sketch = read(row);
          found.put(sketch.id(), sketch);
        },
        Ids.jsonOf(ids));
    return found;
  }

  /** The message that each memory was made of. */
  Map<MemoryId, MessageId> messages(Collection<MemoryId> ids) {
    Map<MemoryId, MessageId> found = new LinkedHashMap<>();
    sql.each(
        """
        SELECT m.id, g.id FROM json_each(?) k
          JOIN memory m ON m.id = unhex(k.value) JOIN message g ON g.key = m.message_key
        """,
        row ->
            found.put(
                new MemoryId(Ids.uuid(row.getBytes(1))), new MessageId(Ids.uuid(row.getBytes(2)))),
        Ids.jsonOf(ids));
    return found;
  }

  private static Sketch read(ResultSet row) throws SQLException {
    byte[] before = Sql.bytesOrNull(row, 3);
    byte[] after = Sql.bytesOrNull(row, 4);
    Long validTo = Sql.longOrNull(row, 11);
    return new Sketch(
        new MemoryId(Ids.uuid(row.getBytes(1))),
        new MessageId(Ids.uuid(row.getBytes(2))),
        before == null ? null : new MessageId(Ids.uuid(before)),
        after == null ? null : new MessageId(Ids.uuid(after)),
        row.getLong(5),
        new Actor(Role.ofKey(row.getString(6)), Sql.textOrNull(row, 7)),
        row.getInt(8) != 0,
        row.getString(9),
        Times.instant(row.getLong(10)),
        validTo == null ? null : Times.instant(validTo));
  }
}
