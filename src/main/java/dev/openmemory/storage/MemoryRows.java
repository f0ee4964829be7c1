package dev.openmemory.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Importance;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.Validity;
import dev.openmemory.model.Voice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of memories. */
final class MemoryRows {

  /** Columns 1…26 are read by {@link #read}. */
  static final String SELECT =
      """
      SELECT m.id, m.text, u.value, a.value, r.value, p.value, g.id, m.passage, m.role, m.speaker,
             m.client, m.distiller, m.state, m.valid_from, m.valid_to, s.id, m.observed, m.created,
             m.updated, m.expires, m.sightings, m.metadata, m.maker, m.maker_version,
             m.importance, m.pinned
        FROM memory m
        JOIN message g ON g.key = m.message_key
        LEFT JOIN memory s ON s.key = m.superseded_by
        LEFT JOIN scope_value u ON u.key = m.user_key
        LEFT JOIN scope_value a ON a.key = m.agent_key
        LEFT JOIN scope_value r ON r.key = m.run_key
        LEFT JOIN scope_value p ON p.key = m.app_key
      """;

  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Sql sql;

  MemoryRows(Sql sql) {
    this.sql = sql;
  }

  /** Stores a memory; gives its row key. */
  long add(Memory memory, ScopeKeys keys) {
    Provenance from = memory.provenance();
    sql.update(
        """
        INSERT INTO memory (id, user_key, agent_key, run_key, app_key, state, observed, created,
                            updated, expires, valid_from, valid_to, superseded_by, sightings,
                            message_key, passage, role, speaker, client, distiller, text_hash,
                            metadata, text, maker, maker_version, importance, pinned)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        Ids.bytes(memory.id().value()),
        ScopeKeys.column(keys.user()),
        ScopeKeys.column(keys.agent()),
        ScopeKeys.column(keys.run()),
        ScopeKeys.column(keys.app()),
        Codes.of(memory.state()),
        Times.micros(memory.observedAt()),
        Times.micros(memory.createdAt()),
        Times.micros(memory.updatedAt()),
        Times.microsOrNull(memory.expiresAt()),
        Times.micros(memory.validity().from()),
        Times.microsOrNull(memory.validity().to()),
        successor(memory),
        memory.sightings(),
        new MessageRows(sql).key(from.message()),
        from.passage(),
        from.actor().role().key(),
        from.actor().name(),
        from.client(),
        from.distiller().key(),
        shortened(Voice.fingerprint(memory)),
        json(memory.metadata()),
        memory.text(),
        from.maker() == null ? null : from.maker().name(),
        from.maker() == null ? null : from.maker().version(),
        memory.importance().value(),
        memory.importance().pinned() ? 1 : 0);
    return sql.number("SELECT last_insert_rowid()");
  }

  /** Replaces what may change of a memory. */
  void update(long key, Memory memory) {
    sql.update(
        """
        UPDATE memory
           SET state = ?, updated = ?, expires = ?, valid_from = ?, valid_to = ?,
               superseded_by = ?, text_hash = ?, metadata = ?, text = ?, importance = ?, pinned = ?
         WHERE key = ?
        """,
        Codes.of(memory.state()),
        Times.micros(memory.updatedAt()),
        Times.microsOrNull(memory.expiresAt()),
        Times.micros(memory.validity().from()),
        Times.microsOrNull(memory.validity().to()),
        successor(memory),
        shortened(Voice.fingerprint(memory)),
        json(memory.metadata()),
        memory.text(),
        memory.importance().value(),
        memory.importance().pinned() ? 1 : 0,
        key);
  }

  boolean sighting(long key, long message, long at) {
    int added =
        sql.update(
            """
            INSERT INTO sighting (memory, message, at)
            SELECT ?1, ?2, ?3
             WHERE NOT EXISTS (SELECT 1 FROM memory WHERE key = ?1 AND message_key = ?2)
               AND NOT EXISTS (SELECT 1 FROM sighting WHERE memory = ?1 AND message = ?2)
            """,
            key,
            message,
            at);
    if (added > 0) {
      sql.update("UPDATE memory SET sightings = sightings + 1 WHERE key = ?", key);
    }
    return added > 0;
  }

  Optional<Long> key(MemoryId id) {
    return sql.first(
        "SELECT key FROM memory WHERE id = ?", row -> row.getLong(1), Ids.bytes(id.value()));
  }

  /** The row key of a memory that must be there. */
  long requireKey(MemoryId id) {
    return key(id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no memory " + id, "Search or list to find the memory's id."));
  }

  /** The row keys of those of the memories that exist. */
  Map<Long, MemoryId> keys(Collection<MemoryId> ids) {
    Map<Long, MemoryId> keys = new LinkedHashMap<>();
    sql.each(
        """
        SELECT key, id FROM memory WHERE id IN (SELECT unhex(value) FROM json_each(?))
        """,
        row -> keys.put(row.getLong(1), new MemoryId(Ids.uuid(row.getBytes(2)))),
        Ids.jsonOf(ids));
    return keys;
  }

  /** The ids of those row keys that pass a filter in all but scope. */
  Map<Long, MemoryId> ids(long[] keys, KeyFilter passing) {
    Map<Long, MemoryId> ids = new LinkedHashMap<>();
    sql.each(
        """
        SELECT key, id FROM memory
         WHERE key IN (SELECT value FROM json_each(?))
           AND (1 << state) & ? AND (expires IS NULL OR expires > ?)
        """,
        row -> ids.put(row.getLong(1), new MemoryId(Ids.uuid(row.getBytes(2)))),
        Ids.jsonOf(Arrays.stream(keys).filter(passing::admits).toArray()),
        passing.states(),
        passing.at());
    return ids;
  }

  Map<MemoryId, Memory> find(Collection<MemoryId> ids) {
    Map<MemoryId, Memory> found = new LinkedHashMap<>();
    sql.each(
        SELECT + "WHERE m.id IN (SELECT unhex(value) FROM json_each(?))",
        row -> {
          Memory memory = read(row);
          found.put(memory.id(), memory);
        },
        Ids.jsonOf(ids));
    return found;
  }

  Optional<Memory> find(MemoryId id) {
    return sql.first(SELECT + "WHERE m.id = ?", MemoryRows::read, Ids.bytes(id.value()));
  }

  Optional<Memory> find(long key) {
    return sql.first(SELECT + "WHERE m.key = ?", MemoryRows::read, key);
  }

  /** The active memory of exactly this scope with that hash, of one kind, that held at a time. */
  Optional<MemoryId> withHash(ScopeKeys keys, String hash, boolean verbatim, long at) {
    byte[] stored;
    try {
      stored = shortened(hash);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no text has such a hash
    }
    return sql.first(
        """
        SELECT id FROM memory
         WHERE text_hash = ? AND user_key IS ? AND agent_key IS ? AND run_key IS ?
           AND app_key IS ? AND state = 0 AND (distiller = 'verbatim') = ?
           AND (valid_to IS NULL OR valid_to > ?)
         ORDER BY key LIMIT 1
        """,
        row -> new MemoryId(Ids.uuid(row.getBytes(1))),
        stored,
        ScopeKeys.column(keys.user()),
        ScopeKeys.column(keys.agent()),
        ScopeKeys.column(keys.run()),
        ScopeKeys.column(keys.app()),
        verbatim ? 1 : 0,
        at);
  }

  static Memory read(ResultSet row) throws SQLException {
    Long validTo = Sql.longOrNull(row, 15);
    byte[] successor = Sql.bytesOrNull(row, 16);
    Long expires = Sql.longOrNull(row, 20);
    String maker = Sql.textOrNull(row, 23);
    return new Memory(
        new MemoryId(Ids.uuid(row.getBytes(1))),
        row.getString(2),
        new Scope(
            Sql.textOrNull(row, 3),
            Sql.textOrNull(row, 4),
            Sql.textOrNull(row, 5),
            Sql.textOrNull(row, 6)),
        new Provenance(
            new MessageId(Ids.uuid(row.getBytes(7))),
            row.getInt(8),
            actor(row.getString(9), Sql.textOrNull(row, 10)),
            Sql.textOrNull(row, 11),
            Codes.distiller(row.getString(12)),
            maker == null ? null : new Maker(maker, Sql.textOrNull(row, 24))),
        Codes.state(row.getInt(13)),
        new Validity(
            Times.instant(row.getLong(14)),
            validTo == null ? null : Times.instant(validTo),
            successor == null ? null : new MemoryId(Ids.uuid(successor))),
        Times.instant(row.getLong(17)),
        Times.instant(row.getLong(18)),
        Times.instant(row.getLong(19)),
        expires == null ? null : Times.instant(expires),
        row.getInt(21),
        metadata(Sql.textOrNull(row, 22)),
        new Importance(Sql.doubleOrNull(row, 25), row.getInt(26) != 0));
  }

  private @Nullable Long successor(Memory memory) {
    MemoryId successor = memory.validity().supersededBy();
    return successor == null ? null : Long.valueOf(requireKey(successor));
  }

  static Actor actor(String role, @Nullable String speaker) {
    return new Actor(Role.ofKey(role), speaker);
  }

  /** What the column {@code text_hash} holds for a fingerprint: its first half. */
  static byte[] shortened(String hash) {
    return Arrays.copyOf(HexFormat.of().parseHex(hash), 16);
  }

  static @Nullable String json(Metadata metadata) {
    return metadata.isEmpty() ? null : Json.write(metadata.values());
  }

  static Metadata metadata(@Nullable String json) {
    if (json == null) {
      return Metadata.EMPTY;
    }
    try {
      return new Metadata(Json.mapper().readValue(json, OBJECT));
    } catch (JsonProcessingException e) {
      throw new StorageFailureException(
          "the metadata of a memory is damaged", "Run 'openmemory doctor'.", e);
    }
  }
}
