package dev.openmemory.storage;

import dev.openmemory.json.Json;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.NameForm;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
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

/** The tables of entities, of their names, and of which memory names which. */
final class EntityRows {

  private final Sql sql;

  EntityRows(Sql sql) {
    this.sql = sql;
  }

  void add(Entity entity, @Nullable String user, Instant at) {
    sql.update(
        "INSERT INTO entity (id, user_key, kind, name, created) VALUES (?, ?, ?, ?, ?)",
        Ids.bytes(entity.id().value()),
        ScopeKeys.column(ScopeKeys.intern(sql, new Scope(user, null, null, null)).user()),
        entity.kind().key(),
        entity.name(),
        Times.micros(at));
  }

  void update(Entity entity) {
    sql.update(
        "UPDATE entity SET kind = ?, name = ? WHERE key = ?",
        entity.kind().key(),
        entity.name(),
        key(entity.id()));
  }

  void mention(long memory, EntityId entity, Mention as) {
    long key = key(entity);
    String form = NameForm.of(as.name());
    sql.update(
        """
        INSERT OR IGNORE INTO alias (entity, form, name, user_key)
        SELECT key, ?, ?, user_key FROM entity WHERE key = ?
        """,
        form,
        as.name(),
        key);
    sql.update(
        "INSERT OR IGNORE INTO memory_entity (memory, entity, form) VALUES (?, ?, ?)",
        memory,
        key,
        form);
  }

  /** The row key of an entity that must be there. */
  long key(EntityId id) {
    return sql.first(
            "SELECT key FROM entity WHERE id = ?", row -> row.getLong(1), Ids.bytes(id.value()))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no entity " + id, "Search the graph for the names that exist."));
  }

  Map<EntityId, Entity> find(Collection<EntityId> ids) {
    Map<EntityId, Entity> found = new LinkedHashMap<>();
    sql.each(
        """
        SELECT id, name, kind FROM entity
         WHERE id IN (SELECT unhex(value) FROM json_each(?))
        """,
        row -> {
          Entity entity = read(row, 1);
          found.put(entity.id(), entity);
        },
        Ids.jsonOfIds(ids));
    return found;
  }

  Map<String, List<Entity>> named(@Nullable String user, Collection<String> forms) {
    Optional<Long> owner = owner(user);
    Map<String, List<Entity>> named = new LinkedHashMap<>();
    if (owner.isPresent()) {
      sql.each(
          """
          SELECT e.id, e.name, e.kind, a.form
            FROM json_each(?1) f
            CROSS JOIN alias a ON a.form = f.value JOIN entity e ON e.key = a.entity
           WHERE ?2 = 0 OR a.user_key = ?2
           ORDER BY e.key
          """,
          row -> named.computeIfAbsent(row.getString(4), f -> new ArrayList<>()).add(read(row, 1)),
          Json.write(List.copyOf(forms)),
          owner.get());
    }
    return named;
  }

  List<Entity> starting(@Nullable String user, String form, int limit) {
    Optional<Long> owner = owner(user);
    if (owner.isEmpty()) {
      return List.of();
    }
    // '!' follows the space that must come after the words.
    return sql.list(
        """
        SELECT DISTINCT e.id, e.name, e.kind
          FROM alias a JOIN entity e ON e.key = a.entity
         WHERE (?1 = 0 OR a.user_key = ?1) AND a.form > ?2 || ' ' AND a.form < ?2 || '!'
         ORDER BY e.key LIMIT ?3
        """,
        row -> read(row, 1),
        owner.get(),
        form,
        limit);
  }

  List<GraphReader.Known> in(MemoryFilter filter, String words, int limit) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    RowFilter where = new RowFilter(keyed.get());
    where.and("m.covered = 0");
    String form = NameForm.of(words);
    if (!words.isBlank()) {
      where.and(
          "EXISTS (SELECT 1 FROM alias a WHERE a.entity = e.key"
              + " AND instr(' ' || a.form, ' ' || ?) > 0)",
          form);
    }
    return sql.list(
        """
        SELECT e.id, e.name, e.kind, count(DISTINCT m.key) AS memories
          FROM memory m
          JOIN memory_entity n ON n.memory = m.key JOIN entity e ON e.key = n.entity
        """
            + where.sql()
            + " GROUP BY e.key ORDER BY memories DESC, e.name, e.key LIMIT "
            + limit,
        row -> new GraphReader.Known(read(row, 1), row.getLong(4)),
        where.parameters());
  }

  List<String> names(EntityId entity) {
    return sql.list(
        """
        SELECT a.name FROM entity e JOIN alias a ON a.entity = e.key
         WHERE e.id = ? ORDER BY length(a.name) DESC, a.name
        """,
        row -> row.getString(1),
        Ids.bytes(entity.value()));
  }

  Map<MemoryId, List<Entity>> of(Collection<MemoryId> memories) {
    Map<MemoryId, List<Entity>> found = new LinkedHashMap<>();
    sql.each(
        """
        SELECT DISTINCT e.id, e.name, e.kind, m.id
          FROM memory m JOIN memory_entity n ON n.memory = m.key JOIN entity e ON e.key = n.entity
         WHERE m.id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY m.key, e.key
        """,
        row ->
            found
                .computeIfAbsent(
                    new MemoryId(Ids.uuid(row.getBytes(4))), memory -> new ArrayList<>())
                .add(read(row, 1)),
        Ids.jsonOf(memories));
    return found;
  }

  Map<EntityId, List<MemoryId>> naming(
      Collection<EntityId> entities, MemoryFilter filter, int limit) {
    Map<EntityId, List<MemoryId>> naming = new LinkedHashMap<>();
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return naming;
    }
    RowFilter where = new RowFilter(keyed.get());
    for (EntityId entity : entities) {
      Optional<Long> key =
          sql.first(
              "SELECT key FROM entity WHERE id = ?",
              row -> row.getLong(1),
              Ids.bytes(entity.value()));
      if (key.isEmpty()) {
        continue;
      }
      List<Object> values = new ArrayList<>(List.of(where.parameters()));
      values.add(key.get());
      values.add(key.get());
      List<MemoryId> memories =
          sql.list(
              "SELECT m.id FROM memory m "
                  + where.sql()
                  + """
                   AND +m.key IN (SELECT memory FROM memory_entity WHERE entity = ?
                                  UNION SELECT c.passage FROM memory_entity n
                                    JOIN coverage c ON c.fact = n.memory WHERE n.entity = ?)
                   ORDER BY m.observed DESC, m.id DESC LIMIT
                  """
                  + limit,
              row -> new MemoryId(Ids.uuid(row.getBytes(1))),
              values.toArray());
      if (!memories.isEmpty()) {
        naming.put(entity, memories);
      }
    }
    return naming;
  }

  /** The entities that a memory names, by row key. */
  List<Long> keysOf(long memory) {
    return sql.list(
        "SELECT DISTINCT entity FROM memory_entity WHERE memory = ?",
        row -> row.getLong(1),
        memory);
  }

  /** Takes away what no memory says any more of entities that an erased memory named. */
  void eraseUnused(Collection<Long> entities) {
    for (Long entity : entities) {
      sql.update(
          """
          DELETE FROM alias
           WHERE entity = ? AND NOT EXISTS (
             SELECT 1 FROM memory_entity n
              WHERE n.entity = alias.entity AND n.form = alias.form)
          """,
          entity);
      sql.update(
          """
          DELETE FROM entity
           WHERE key = ? AND NOT EXISTS (SELECT 1 FROM memory_entity WHERE entity = entity.key)
          """,
          entity);
      sql.update(
          """
          UPDATE entity
             SET name = (SELECT a.name FROM alias a WHERE a.entity = entity.key
                          ORDER BY length(a.name) DESC, a.name LIMIT 1)
           WHERE key = ?1 AND name <> ?2
             AND name NOT IN (SELECT a.name FROM alias a WHERE a.entity = entity.key)
          """,
          entity,
          Mention.USER);
    }
  }

  /** The key of a user, 0 for any; empty for one who is not known. */
  private Optional<Long> owner(@Nullable String user) {
    return ScopeKeys.find(sql, new Scope(user, null, null, null)).map(ScopeKeys::user);
  }

  static Entity read(ResultSet row, int column) throws SQLException {
    return new Entity(
        new EntityId(Ids.uuid(row.getBytes(column))),
        row.getString(column + 1),
        EntityKind.ofKey(row.getString(column + 2)));
  }
}
