package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.NameForm;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores canonical rows, each whole or not at all. */
final class ArchiveIntake {

  private final Sql sql;
  private final Space space;
  private final long mark;

  /**
   * For rows of one archive.
   *
   * @param mark the last entity that was there before the archive
   */
  ArchiveIntake(Sql sql, Space space, long mark) {
    this.sql = sql;
    this.space = space;
    this.mark = mark;
  }

  boolean add(Canonical row) {
    if (row instanceof Canonical.Owner owner) {
      return add(owner);
    } else if (row instanceof Canonical.App app) {
      return sql.update(
              "INSERT OR IGNORE INTO app (name, paused) VALUES (?, ?)",
              app.name(),
              Times.microsOrNull(app.pausedAt()))
          > 0;
    } else if (row instanceof Canonical.Said said) {
      MessageRows messages = new MessageRows(sql);
      boolean there = messages.exists(said.message().id());
      if (!there) {
        messages.add(said.message());
      }
      return !there;
    } else if (row instanceof Canonical.Thing thing) {
      return add(thing);
    } else if (row instanceof Canonical.Held held) {
      return new MemoryRows(sql).key(held.memory().id()).isEmpty() && wholly(() -> add(held));
    } else if (row instanceof Canonical.Supersession link) {
      MemoryRows memories = new MemoryRows(sql);
      return sql.update(
              """
              UPDATE memory SET superseded_by = ?
               WHERE key = ? AND superseded_by IS NULL AND valid_to IS NOT NULL
              """,
              memories.requireKey(link.by()),
              memories.requireKey(link.memory()))
          > 0;
    } else if (row instanceof Canonical.Coverage link) {
      MemoryRows memories = new MemoryRows(sql);
      return sql.update(
              "INSERT OR IGNORE INTO coverage (fact, passage) VALUES (?, ?)",
              memories.requireKey(link.fact()),
              memories.requireKey(link.passage()))
          > 0;
    } else if (row instanceof Canonical.Conflict link) {
      long before = sql.number("SELECT count(*) FROM conflict");
      new RelationRows(sql).conflict(link.one(), link.other(), link.foundAt());
      return sql.number("SELECT count(*) FROM conflict") > before;
    } else if (row instanceof Canonical.Task task) {
      JobRows jobs = new JobRows(sql);
      return jobs.find(task.job().id()).isEmpty() && wholly(() -> jobs.add(task.job()));
    }
    throw new IllegalStateException("a kind of row that nobody stores: " + row.getClass());
  }

  /** Takes back what a row has stored so far when the rest of it cannot be. */
  private boolean wholly(Runnable storing) {
    sql.script("SAVEPOINT row");
    try {
      storing.run();
    } catch (MemoryException e) {
      sql.script("ROLLBACK TO row");
      sql.script("RELEASE row");
      throw e;
    }
    sql.script("RELEASE row");
    return true;
  }

  private boolean add(Canonical.Owner owner) {
    Scope scope = Scope.ANY.with(owner.axis(), owner.value());
    boolean there = ScopeKeys.find(sql, scope).isPresent();
    ScopeKeys.intern(sql, scope);
    return !there;
  }

  private boolean add(Canonical.Thing thing) {
    EntityRows entities = new EntityRows(sql);
    Optional<Long> there =
        sql.first(
            "SELECT key FROM entity WHERE id = ?",
            row -> row.getLong(1),
            Ids.bytes(thing.entity().id().value()));
    if (there.isEmpty() && alike(thing).isPresent()) {
      return false;
    }
    if (there.isEmpty()) {
      entities.add(thing.entity(), thing.user(), thing.createdAt());
    }
    for (String name : thing.names()) {
      sql.update(
          """
          INSERT OR IGNORE INTO alias (entity, form, name, user_key)
          SELECT key, ?, ?, user_key FROM entity WHERE id = ?
          """,
          NameForm.of(name),
          name,
          Ids.bytes(thing.entity().id().value()));
    }
    return there.isEmpty();
  }

  /** A thing of the same user, name and kind that was there before the archive. */
  private Optional<Long> alike(Canonical.Thing thing) {
    return sql.first(
        """
        SELECT e.key FROM alias a JOIN entity e ON e.key = a.entity
         WHERE a.form = ? AND a.user_key IS ? AND e.kind = ? AND e.key <= ?
         ORDER BY e.key LIMIT 1
        """,
        row -> row.getLong(1),
        NameForm.of(thing.entity().name()),
        user(thing.user()),
        thing.entity().kind().key(),
        mark);
  }

  private @Nullable Long user(@Nullable String user) {
    return ScopeKeys.column(ScopeKeys.intern(sql, new Scope(user, null, null, null)).user());
  }

  private void add(Canonical.Held held) {
    Canonical.Vectors vectors = held.vectors();
    if (vectors == null) {
      throw new IllegalArgumentException("a memory needs its embedding");
    }
    Memory memory = held.memory();
    new MemoryChanges(sql, space).add(memory, vectors.own(), vectors.inContext());
    long key = new MemoryRows(sql).requireKey(memory.id());
    sql.update("UPDATE memory SET covered = ? WHERE key = ?", Codes.of(held.cover()), key);
    MessageRows messages = new MessageRows(sql);
    for (Canonical.Sighting sighting : held.sightings()) {
      sql.update(
          "INSERT INTO sighting (memory, message, at) VALUES (?, ?, ?)",
          key,
          messages.key(sighting.message()),
          Times.micros(sighting.at()));
    }
    Map<EntityId, Long> entities = new HashMap<>();
    for (Canonical.Naming naming : held.namings()) {
      long entity =
          entities.computeIfAbsent(naming.entity(), id -> entity(naming, memory.scope().userId()));
      sql.update(
          "INSERT OR IGNORE INTO memory_entity (memory, entity, form) VALUES (?, ?, ?)",
          key,
          entity,
          NameForm.of(naming.name()));
    }
    for (Relation relation : held.relations()) {
      sql.update(
          """
          INSERT OR IGNORE INTO relation (subject, predicate, object, memory, valid_from, valid_to)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          entity(relation.subject(), entities),
          relation.predicate(),
          entity(relation.object(), entities),
          key,
          Times.micros(relation.from()),
          Times.microsOrNull(relation.to()));
    }
    HistoryRows history = new HistoryRows(sql);
    for (HistoryEvent event : held.history()) {
      history.add(key, event);
    }
    for (AccessEvent access : held.accesses()) {
      history.add(key, access);
    }
    held.feedback().forEach(new KinRows(sql)::add);
  }

  private long entity(EntityId id, Map<EntityId, Long> named) {
    Long known = named.get(id);
    return known == null ? new EntityRows(sql).key(id) : known;
  }

  /** The thing that a memory names: the one with that identity, else the one known by that name. */
  private long entity(Canonical.Naming naming, @Nullable String user) {
    return sql.first(
            "SELECT key FROM entity WHERE id = ?",
            row -> row.getLong(1),
            Ids.bytes(naming.entity().value()))
        .or(
            () ->
                sql.first(
                    """
                    SELECT e.key FROM alias a JOIN entity e ON e.key = a.entity
                     WHERE a.form = ? AND a.user_key IS ? AND e.key <= ? ORDER BY e.key LIMIT 1
                    """,
                    row -> row.getLong(1),
                    NameForm.of(naming.name()),
                    user(user),
                    mark))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no entity " + naming.entity(),
                    "Store the entity before the memory that names it."));
  }
}
