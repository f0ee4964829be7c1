package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.Job;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Validity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads canonical rows out of every table that holds them, in the order of their keys. */
final class ArchiveRows {

  private final Sql sql;
  private final int dimension;

  ArchiveRows(Sql sql, int dimension) {
    this.sql = sql;
    this.dimension = dimension;
  }

  void each(Scope scope, boolean vectors, Consumer<? super Canonical> visit) {
    ArchiveScope chosen = ArchiveScope.of(sql, scope).orElse(null);
    if (chosen == null) {
      return;
    }
    sql.each(
        "SELECT v.axis, v.value FROM scope_value v WHERE " + chosen.needsValue() + " ORDER BY key",
        row ->
            visit.accept(
                new Canonical.Owner(Axis.ofKey(row.getString(1)).orElseThrow(), row.getString(2))));
    if (chosen.all()) {
      sql.each(
          "SELECT name, paused FROM app ORDER BY name",
          row -> {
            Long paused = Sql.longOrNull(row, 2);
            visit.accept(
                new Canonical.App(row.getString(1), paused == null ? null : Times.instant(paused)));
          });
    }
    sql.each(
        MessageRows.SELECT + "WHERE " + chosen.needsMessage() + " ORDER BY g.key",
        row -> visit.accept(new Canonical.Said(MessageRows.read(row))));
    things(chosen, visit);
    sql.each(
        MemoryRows.SELECT + "WHERE " + chosen.on("m") + " ORDER BY m.key",
        row -> visit.accept(held(MemoryRows.read(row), vectors)));
    links(chosen, visit);
    jobs(chosen, visit);
  }

  private void things(ArchiveScope chosen, Consumer<? super Canonical> visit) {
    sql.each(
        "SELECT e.id, e.name, e.kind, u.value, e.created, e.key FROM entity e"
            + " LEFT JOIN scope_value u ON u.key = e.user_key WHERE "
            + chosen.needsEntity()
            + " ORDER BY e.key",
        row ->
            visit.accept(
                new Canonical.Thing(
                    EntityRows.read(row, 1),
                    Sql.textOrNull(row, 4),
                    Times.instant(row.getLong(5)),
                    sql.list(
                        "SELECT a.name FROM alias a WHERE a.entity = ? AND "
                            + chosen.needsName()
                            + " ORDER BY a.form",
                        name -> name.getString(1),
                        row.getLong(6)))));
  }

  private Canonical.Held held(Memory memory, boolean vectors) {
    byte[] id = Ids.bytes(memory.id().value());
    long key = sql.number("SELECT key FROM memory WHERE id = ?", id);
    Validity validity = new Validity(memory.validity().from(), memory.validity().to(), null);
    byte @Nullable [] context =
        sql.first(
                "SELECT vector FROM context_embedding WHERE memory = ?",
                row -> row.getBytes(1),
                key)
            .orElse(null);
    return new Canonical.Held(
        memory.withValidity(validity, memory.updatedAt()),
        Codes.cover((int) sql.number("SELECT covered FROM memory WHERE key = ?", key)),
        sql.list(
            """
            SELECT g.id, s.at FROM sighting s JOIN message g ON g.key = s.message
             WHERE s.memory = ? ORDER BY s.key
            """,
            row ->
                new Canonical.Sighting(
                    new MessageId(Ids.uuid(row.getBytes(1))), Times.instant(row.getLong(2))),
            key),
        sql.list(
            """
            SELECT e.id, coalesce(a.name, n.form) FROM memory_entity n
              JOIN entity e ON e.key = n.entity
              LEFT JOIN alias a ON a.entity = n.entity AND a.form = n.form
             WHERE n.memory = ? ORDER BY e.id, n.form
            """,
            row -> new Canonical.Naming(new EntityId(Ids.uuid(row.getBytes(1))), row.getString(2)),
            key),
        relations(memory.id(), key),
        new HistoryRows(sql).of(memory.id()),
        sql.list(
            "SELECT kind, client, at FROM access WHERE memory = ? ORDER BY key",
            row ->
                new AccessEvent(
                    memory.id(),
                    Codes.access(row.getString(1)),
                    Sql.textOrNull(row, 2),
                    Times.instant(row.getLong(3))),
            key),
        feedback(memory.id()),
        context != null,
        vectors ? vectors(key, context) : null);
  }

  private List<Feedback> feedback(MemoryId memory) {
    List<Feedback> oldestFirst = new ArrayList<>(new KinRows(sql).feedback(memory));
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  private List<Relation> relations(MemoryId memory, long key) {
    return sql.list(
        """
        SELECT s.id, r.predicate, o.id, r.valid_from, r.valid_to
          FROM relation r JOIN entity s ON s.key = r.subject JOIN entity o ON o.key = r.object
         WHERE r.memory = ? ORDER BY r.key
        """,
        row -> {
          Long to = Sql.longOrNull(row, 5);
          return new Relation(
              new EntityId(Ids.uuid(row.getBytes(1))),
              row.getString(2),
              new EntityId(Ids.uuid(row.getBytes(3))),
              memory,
              Times.instant(row.getLong(4)),
              to == null ? null : Times.instant(to));
        },
        key);
  }

  private Canonical.@Nullable Vectors vectors(long key, byte @Nullable [] context) {
    return sql.first(
            "SELECT vector FROM embedding WHERE memory = ?",
            row ->
                new Canonical.Vectors(
                    vector(row.getBytes(1)), context == null ? null : vector(context)),
            key)
        .orElse(null);
  }

  float[] vector(byte[] bytes) {
    float[] vector = new float[dimension];
    Vectors.read(bytes, vector);
    return vector;
  }

  private void links(ArchiveScope chosen, Consumer<? super Canonical> visit) {
    String both = "WHERE " + chosen.on("m") + " AND " + chosen.on("o");
    sql.each(
        "SELECT m.id, o.id FROM memory m JOIN memory o ON o.key = m.superseded_by "
            + both
            + " ORDER BY m.key",
        row ->
            visit.accept(
                new Canonical.Supersession(memory(row.getBytes(1)), memory(row.getBytes(2)))));
    sql.each(
        "SELECT m.id, o.id FROM coverage c JOIN memory m ON m.key = c.fact"
            + " JOIN memory o ON o.key = c.passage "
            + both
            + " ORDER BY c.fact, c.passage",
        row ->
            visit.accept(new Canonical.Coverage(memory(row.getBytes(1)), memory(row.getBytes(2)))));
    sql.each(
        "SELECT m.id, o.id, c.found FROM conflict c JOIN memory m ON m.key = c.memory"
            + " JOIN memory o ON o.key = c.other "
            + both
            + " ORDER BY c.memory, c.other",
        row ->
            visit.accept(
                new Canonical.Conflict(
                    memory(row.getBytes(1)),
                    memory(row.getBytes(2)),
                    Times.instant(row.getLong(3)))));
  }

  private void jobs(ArchiveScope chosen, Consumer<? super Canonical> visit) {
    for (Job job : new JobRows(sql).all(chosen.on("j"))) {
      visit.accept(new Canonical.Task(job.status() == Job.Status.RUNNING ? waiting(job) : job));
    }
  }

  /** Whoever takes it in begins it anew. */
  private static Job waiting(Job job) {
    return new Job(
        job.id(),
        job.scope(),
        job.client(),
        job.messages(),
        job.expiresAt(),
        job.metadata(),
        job.createdAt(),
        Job.Status.PENDING,
        job.attempts(),
        job.startedAt(),
        null,
        null);
  }

  private static MemoryId memory(byte[] id) {
    return new MemoryId(Ids.uuid(id));
  }
}
