package dev.openmemory.storage;

import dev.openmemory.model.Actor;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The table of messages. */
final class MessageRows {

  /** Columns 1…11 are read by {@link #read}; {@code g} is the message. */
  static final String SELECT =
      """
      SELECT g.id, u.value, a.value, r.value, p.value, g.role, g.speaker, g.client, g.text,
             g.observed, g.recorded
        FROM message g
        LEFT JOIN scope_value u ON u.key = g.user_key
        LEFT JOIN scope_value a ON a.key = g.agent_key
        LEFT JOIN scope_value r ON r.key = g.run_key
        LEFT JOIN scope_value p ON p.key = g.app_key
      """;

  private final Sql sql;

  MessageRows(Sql sql) {
    this.sql = sql;
  }

  void add(Message message) {
    ScopeKeys keys = ScopeKeys.intern(sql, message.scope());
    sql.update(
        """
        INSERT INTO message (id, user_key, agent_key, run_key, app_key, role, speaker, client, text,
                             observed, recorded)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        Ids.bytes(message.id().value()),
        ScopeKeys.column(keys.user()),
        ScopeKeys.column(keys.agent()),
        ScopeKeys.column(keys.run()),
        ScopeKeys.column(keys.app()),
        message.actor().role().key(),
        message.actor().name(),
        message.client(),
        message.text(),
        Times.micros(message.observedAt()),
        Times.micros(message.recordedAt()));
  }

  Optional<Message> find(MessageId id) {
    return sql.first(SELECT + "WHERE g.id = ?", MessageRows::read, Ids.bytes(id.value()));
  }

  boolean exists(MessageId id) {
    return sql.first(
            "SELECT key FROM message WHERE id = ?", row -> row.getLong(1), Ids.bytes(id.value()))
        .isPresent();
  }

  /** The row key of a message that must be there. */
  long key(MessageId id) {
    return sql.first(
            "SELECT key FROM message WHERE id = ?", row -> row.getLong(1), Ids.bytes(id.value()))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no message " + id, "Store the message before what refers to it."));
  }

  /** The last messages of exactly this scope, oldest first. */
  List<Message> last(Scope scope, int limit) {
    Optional<ScopeKeys> found = ScopeKeys.find(sql, scope);
    if (found.isEmpty()) {
      return List.of();
    }
    ScopeKeys keys = found.get();
    List<Message> newestFirst =
        new ArrayList<>(
            sql.list(
                SELECT
                    + """
                    WHERE g.run_key IS ? AND g.user_key IS ? AND g.agent_key IS ?
                      AND g.app_key IS ?
                    ORDER BY g.observed DESC, g.key DESC LIMIT ?
                    """,
                MessageRows::read,
                ScopeKeys.column(keys.run()),
                ScopeKeys.column(keys.user()),
                ScopeKeys.column(keys.agent()),
                ScopeKeys.column(keys.app()),
                limit));
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Erases a message if nothing is made of it any more. */
  void eraseUnused(long key) {
    sql.update(
        """
        DELETE FROM message
         WHERE key = ?
           AND NOT EXISTS (SELECT 1 FROM memory WHERE message_key = message.key)
           AND NOT EXISTS (SELECT 1 FROM sighting WHERE message = message.key)
        """,
        key);
  }

  static Message read(ResultSet row) throws SQLException {
    return new Message(
        new MessageId(Ids.uuid(row.getBytes(1))),
        new Scope(
            Sql.textOrNull(row, 2),
            Sql.textOrNull(row, 3),
            Sql.textOrNull(row, 4),
            Sql.textOrNull(row, 5)),
        new Actor(Role.ofKey(row.getString(6)), Sql.textOrNull(row, 7)),
        Sql.textOrNull(row, 8),
        row.getString(9),
        Times.instant(row.getLong(10)),
        Times.instant(row.getLong(11)));
  }
}
