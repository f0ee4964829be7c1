package dev.openmemory.storage;

import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Owner;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up memories by what ties them together. */
final class KinRows implements KinWriter {

  /** How many judgements of one memory are kept. */
  private static final int KEPT_FEEDBACK = 100;

  /** The axes in the order of the listing; a row names one by its place here. */
  private static final List<Axis> AXES = List.of(Axis.USER, Axis.AGENT, Axis.RUN, Axis.APP);

  /** One row per value of an axis. */
  private static final String OWNERS =
      owners(0, "user_key")
          + " UNION ALL "
          + owners(1, "agent_key")
          + " UNION ALL "
          + owners(2, "run_key")
          + " UNION ALL "
          + owners(3, "app_key");

  private final Sql sql;

  KinRows(Sql sql) {
    this.sql = sql;
  }

  private static String owners(int axis, String column) {
    return "SELECT "
        + axis
        + " AS axis, "
        + column
        + " AS value_key, count(*) AS n, min(created) AS since, max(updated) AS until"
        + " FROM memory WHERE state <> 3 AND covered = 0 AND "
        + column
        + " IS NOT NULL GROUP BY "
        + column;
  }

  @Override
  public List<MemoryId> madeOf(Collection<MessageId> messages) {
    return sql.list(
        """
        SELECT m.id FROM memory m JOIN message g ON g.key = m.message_key
         WHERE g.id IN (SELECT unhex(value) FROM json_each(?)) AND m.covered = 0
         ORDER BY m.key
        """,
        row -> new MemoryId(Ids.uuid(row.getBytes(1))),
        Ids.jsonOf(messages.stream().map(id -> new MemoryId(id.value())).toList()));
  }

  @Override
  public List<MemoryId> replacedBy(MemoryId memory) {
    return sql.list(
        """
        SELECT m.id FROM memory m JOIN memory s ON s.key = m.superseded_by
         WHERE s.id = ? AND m.covered = 0 ORDER BY m.key
        """,
        row -> new MemoryId(Ids.uuid(row.getBytes(1))),
        Ids.bytes(memory.value()));
  }

  @Override
  public Page<Owner> owners(long skip, int limit) {
    List<Owner> found =
        sql.list(
            "SELECT o.axis, v.value, o.n, o.since, o.until FROM ("
                + OWNERS
                + ") o JOIN scope_value v ON v.key = o.value_key"
                + " ORDER BY o.axis, o.n DESC, v.value LIMIT ? OFFSET ?",
            row ->
                new Owner(
                    AXES.get(row.getInt(1)),
                    row.getString(2),
                    row.getLong(3),
                    Times.instant(row.getLong(4)),
                    Times.instant(row.getLong(5))),
            limit,
            skip);
    return new Page<>(found, null, sql.number("SELECT count(*) FROM (" + OWNERS + ")"));
  }

  @Override
  public Map<String, Long> categories(Scope scope) {
    Map<String, Long> categories = new LinkedHashMap<>();
    Optional<ScopeKeys> keys = ScopeKeys.find(sql, scope);
    if (keys.isPresent()) {
      RowFilter rows = new RowFilter(keys.get());
      sql.each(
          "SELECT c.value, count(*) AS n FROM memory m, json_each(m.metadata, '$.categories') c "
              + rows.sql()
              + " AND m.state <> 3 AND m.covered = 0 AND c.type = 'text'"
              + " GROUP BY c.value ORDER BY n DESC, c.value",
          row -> categories.put(row.getString(1), row.getLong(2)),
          rows.parameters());
    }
    return categories;
  }

  @Override
  public Optional<Cursor> after(MemoryFilter filter, Sort sort, long skipped) {
    return new Listing(sql).after(filter, sort, skipped);
  }

  @Override
  public List<Feedback> feedback(MemoryId memory) {
    return sql.list(
        """
        SELECT f.verdict, f.reason, f.client, f.at
          FROM memory m JOIN feedback f ON f.memory = m.key
         WHERE m.id = ? ORDER BY f.key DESC
        """,
        row -> {
          String verdict = Sql.textOrNull(row, 1);
          return new Feedback(
              memory,
              verdict == null ? null : Feedback.Verdict.ofKey(verdict),
              Sql.textOrNull(row, 2),
              Sql.textOrNull(row, 3),
              Times.instant(row.getLong(4)));
        },
        Ids.bytes(memory.value()));
  }

  @Override
  public void add(Feedback feedback) {
    long memory = new MemoryRows(sql).requireKey(feedback.memory());
    sql.update(
        "INSERT INTO feedback (memory, verdict, reason, client, at) VALUES (?, ?, ?, ?, ?)",
        memory,
        feedback.verdict() == null ? null : feedback.verdict().name(),
        feedback.reason(),
        feedback.client(),
        Times.micros(feedback.at()));
    sql.update(
        """
        DELETE FROM feedback
         WHERE memory = ?1
           AND key <= (SELECT key FROM feedback WHERE memory = ?1
                        ORDER BY key DESC LIMIT 1 OFFSET ?2)
        """,
        memory,
        KEPT_FEEDBACK);
  }
}
