package dev.openmemory.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.StorageFailureException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of jobs and of the lease. */
final class JobRows implements JobQueue {

  private static final String LEASE = "jobs";

  private static final String SELECT =
      """
      SELECT j.key, j.id, u.value, a.value, r.value, p.value, j.client, j.expires, j.metadata,
             j.created, j.status, j.attempts, j.started, j.finished, j.outcome
        FROM job j
        LEFT JOIN scope_value u ON u.key = j.user_key
        LEFT JOIN scope_value a ON a.key = j.agent_key
        LEFT JOIN scope_value r ON r.key = j.run_key
        LEFT JOIN scope_value p ON p.key = j.app_key
      """;

  private final Sql sql;

  JobRows(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Job> find(JobId id) {
    return some("WHERE j.id = ?", Ids.bytes(id.value())).stream().findFirst();
  }

  @Override
  public List<Job> newest(Scope scope, int limit) {
    Optional<ScopeKeys> keys = ScopeKeys.find(sql, scope);
    if (keys.isEmpty()) {
      return List.of();
    }
    return some(
        """
        WHERE ?1 IN (0, j.user_key) AND ?2 IN (0, j.agent_key) AND ?3 IN (0, j.run_key)
          AND ?4 IN (0, j.app_key)
        ORDER BY j.key DESC LIMIT ?5
        """,
        keys.get().user(),
        keys.get().agent(),
        keys.get().run(),
        keys.get().app(),
        limit);
  }

  /** The jobs that a condition on {@code j} chooses, oldest first. */
  List<Job> all(String chosen) {
    return some("WHERE " + chosen + " ORDER BY j.key");
  }

  @Override
  public long open() {
    return sql.number("SELECT count(*) FROM job WHERE status < 2");
  }

  @Override
  public void add(Job job) {
    ScopeKeys keys = ScopeKeys.intern(sql, job.scope());
    sql.update(
        """
        INSERT INTO job (id, user_key, agent_key, run_key, app_key, client, expires, metadata,
                         created, status, attempts, started, finished, outcome)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        Ids.bytes(job.id().value()),
        ScopeKeys.column(keys.user()),
        ScopeKeys.column(keys.agent()),
        ScopeKeys.column(keys.run()),
        ScopeKeys.column(keys.app()),
        job.client(),
        Times.microsOrNull(job.expiresAt()),
        MemoryRows.json(job.metadata()),
        Times.micros(job.createdAt()),
        Codes.of(job.status()),
        job.attempts(),
        Times.microsOrNull(job.startedAt()),
        Times.microsOrNull(job.finishedAt()),
        job.outcome() == null ? null : json(job.outcome()));
    long key = sql.number("SELECT last_insert_rowid()");
    for (int i = 0; i < job.messages().size(); i++) {
      sql.update(
          "INSERT INTO job_message (job, position, message) VALUES (?, ?, ?)",
          key,
          i,
          new MessageRows(sql).key(job.messages().get(i)));
    }
    sql.update("DELETE FROM job WHERE key <= ? AND status >= 2", key - KEPT);
  }

  @Override
  public Optional<Job> begin(UUID worker, Instant now, Instant until) {
    if (!lease(worker, now, until)) {
      return Optional.empty();
    }
    // Only the holder of the lease is at a job, so one that runs was left by a worker that died.
    Optional<Long> next =
        sql.first(
            "SELECT key FROM job WHERE status < 2 ORDER BY key LIMIT 1", row -> row.getLong(1));
    next.ifPresent(
        key ->
            sql.update(
                "UPDATE job SET status = 1, attempts = attempts + 1, started = ? WHERE key = ?",
                Times.micros(now),
                key));
    return next.flatMap(key -> some("WHERE j.key = ?", key).stream().findFirst());
  }

  private boolean lease(UUID worker, Instant now, Instant until) {
    return sql.update(
            """
            INSERT INTO lease (name, holder, until) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE holder = excluded.holder OR until <= ?4
            """,
            LEASE,
            Ids.bytes(worker),
            Times.micros(until),
            Times.micros(now))
        > 0;
  }

  @Override
  public boolean renew(UUID worker, Instant until) {
    return sql.update(
            "UPDATE lease SET until = ? WHERE name = ? AND holder = ?",
            Times.micros(until),
            LEASE,
            Ids.bytes(worker))
        > 0;
  }

  @Override
  public void release(UUID worker) {
    if (sql.update("DELETE FROM lease WHERE name = ? AND holder = ?", LEASE, Ids.bytes(worker))
        > 0) {
      sql.update("UPDATE job SET status = 0 WHERE status = 1");
    }
  }

  @Override
  public boolean finish(JobId id, UUID worker, Job.Status status, JobOutcome outcome, Instant now) {
    if (!status.ended()) {
      throw new IllegalArgumentException(status + " does not end a job");
    }
    return sql.update(
            """
            UPDATE job SET status = ?, finished = ?, outcome = ?
             WHERE id = ? AND status = 1
               AND EXISTS (SELECT 1 FROM lease WHERE name = ? AND holder = ?)
            """,
            Codes.of(status),
            Times.micros(now),
            json(outcome),
            Ids.bytes(id.value()),
            LEASE,
            Ids.bytes(worker))
        > 0;
  }

  /** A row without its messages, which are read after it. */
  private record Row(long key, Job job) {}

  private List<Job> some(String which, Object... parameters) {
    List<Job> jobs = new ArrayList<>();
    for (Row row : sql.list(SELECT + which, JobRows::read, parameters)) {
      Job job = row.job();
      jobs.add(
          new Job(
              job.id(),
              job.scope(),
              job.client(),
              messages(row.key()),
              job.expiresAt(),
              job.metadata(),
              job.createdAt(),
              job.status(),
              job.attempts(),
              job.startedAt(),
              job.finishedAt(),
              job.outcome()));
    }
    return jobs;
  }

  private List<MessageId> messages(long job) {
    return sql.list(
        """
        SELECT m.id FROM job_message j JOIN message m ON m.key = j.message
         WHERE j.job = ? ORDER BY j.position
        """,
        row -> new MessageId(Ids.uuid(row.getBytes(1))),
        job);
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        new Job(
            new JobId(Ids.uuid(row.getBytes(2))),
            new Scope(
                Sql.textOrNull(row, 3),
                Sql.textOrNull(row, 4),
                Sql.textOrNull(row, 5),
                Sql.textOrNull(row, 6)),
            Sql.textOrNull(row, 7),
            List.of(),
            Times.instantOrNull(Sql.longOrNull(row, 8)),
            MemoryRows.metadata(Sql.textOrNull(row, 9)),
            Times.instant(row.getLong(10)),
            Codes.status(row.getInt(11)),
            row.getInt(12),
            Times.instantOrNull(Sql.longOrNull(row, 13)),
            Times.instantOrNull(Sql.longOrNull(row, 14)),
            outcome(Sql.textOrNull(row, 15))));
  }

  private static String json(JobOutcome outcome) {
    return Json.write(
        Map.of(
            "added", outcome.added(),
            "repeated", outcome.repeated(),
            "superseded", outcome.superseded(),
            "notes", outcome.notes(),
            "input_tokens", outcome.inputTokens(),
            "output_tokens", outcome.outputTokens()));
  }

  private static @Nullable JobOutcome outcome(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      JsonNode node = Json.read(json);
      List<String> notes = new ArrayList<>();
      node.path("notes").forEach(note -> notes.add(note.asText()));
      return new JobOutcome(
          node.path("added").asInt(),
          node.path("repeated").asInt(),
          node.path("superseded").asInt(),
          notes,
          node.path("input_tokens").asLong(),
          node.path("output_tokens").asLong());
    } catch (JsonProcessingException e) {
      throw new StorageFailureException(
          "the outcome of a job is no JSON", "Run 'openmemory doctor'.", e);
    }
  }
}
