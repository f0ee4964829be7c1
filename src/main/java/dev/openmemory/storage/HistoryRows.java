package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to memories, and who read them. A text that is the memory's present one is not
 * stored twice; it is written out when the memory's text changes.
 */
final class HistoryRows {

  private static final int OLD = 1;
  private static final int NEW = 2;
  private static final int MESSAGE = 4;

  private final Sql sql;

  HistoryRows(Sql sql) {
    this.sql = sql;
  }

  void add(long memory, HistoryEvent event) {
    String now =
        sql.first("SELECT text FROM memory WHERE key = ?", row -> row.getString(1), memory)
            .orElseThrow();
    @Nullable Long message =
        event.message() == null ? null : new MessageRows(sql).key(event.message());
    boolean own =
        message != null
            && sql.number("SELECT message_key FROM memory WHERE key = ?", memory) == message;
    boolean oldAsNow = now.equals(event.oldText());
    boolean newAsNow = now.equals(event.newText());
    sql.update(
        """
        INSERT INTO history (memory, kind, as_now, old_text, new_text, old_state, new_state,
                             message, client, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        memory,
        event.kind().key(),
        (oldAsNow ? OLD : 0) | (newAsNow ? NEW : 0) | (own ? MESSAGE : 0),
        oldAsNow ? null : event.oldText(),
        newAsNow ? null : event.newText(),
        event.oldState() == null ? null : Codes.of(event.oldState()),
        Codes.of(event.newState()),
        own ? null : message,
        event.client(),
        Times.micros(event.at()));
  }

  /** Writes out the references to a memory's present text, which is about to change. */
  void keepText(long memory, String text) {
    sql.update(
        """
        UPDATE history
           SET old_text = CASE WHEN as_now & 1 THEN ? ELSE old_text END,
               new_text = CASE WHEN as_now & 2 THEN ? ELSE new_text END,
               as_now = as_now & ~3
         WHERE memory = ?
        """,
        text,
        text,
        memory);
  }

  List<HistoryEvent> of(MemoryId id) {
    return sql.list(
        """
        SELECT h.kind,
               CASE WHEN h.as_now & 1 THEN m.text ELSE h.old_text END,
               CASE WHEN h.as_now & 2 THEN m.text ELSE h.new_text END,
               h.old_state, h.new_state, g.id, h.client, h.at
          FROM memory m
          JOIN history h ON h.memory = m.key
          LEFT JOIN message g
            ON g.key = CASE WHEN h.as_now & 4 THEN m.message_key ELSE h.message END
         WHERE m.id = ?
         ORDER BY h.key
        """,
        row -> {
          Long oldState = Sql.longOrNull(row, 4);
          byte[] message = Sql.bytesOrNull(row, 6);
          return new HistoryEvent(
              id,
              Codes.change(row.getString(1)),
              Sql.textOrNull(row, 2),
              Sql.textOrNull(row, 3),
              oldState == null ? null : Codes.state(oldState.intValue()),
              Codes.state(row.getInt(5)),
              message == null ? null : new MessageId(Ids.uuid(message)),
              Sql.textOrNull(row, 7),
              Times.instant(row.getLong(8)));
        },
        Ids.bytes(id.value()));
  }

  void add(long memory, AccessEvent event) {
    sql.update(
        "INSERT INTO access (memory, kind, client, at) VALUES (?, ?, ?, ?)",
        memory,
        event.kind().key(),
        event.client(),
        Times.micros(event.at()));
    sql.update(
        """
        DELETE FROM access
         WHERE memory = ?1
           AND key <= (SELECT key FROM access WHERE memory = ?1
                        ORDER BY key DESC LIMIT 1 OFFSET ?2)
        """,
        memory,
        StoreWriter.KEPT_ACCESSES);
  }

  List<AccessEvent> accesses(MemoryId id, int limit) {
    return sql.list(
        """
        SELECT a.kind, a.client, a.at
          FROM memory m JOIN access a ON a.memory = m.key
         WHERE m.id = ?
         ORDER BY a.key DESC LIMIT ?
        """,
        row ->
            new AccessEvent(
                id,
                Codes.access(row.getString(1)),
                Sql.textOrNull(row, 2),
                Times.instant(row.getLong(3))),
        Ids.bytes(id.value()),
        limit);
  }
}
