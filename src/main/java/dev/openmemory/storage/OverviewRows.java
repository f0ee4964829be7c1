package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Activity;
import dev.openmemory.model.AppUse;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.GraphSlice;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Pulse;
import dev.openmemory.model.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers what a person wants to see of the whole, across many tables. */
final class OverviewRows implements OverviewWriter {

  /** How far back the access log is looked through for one client. */
  private static final int LOOKED_THROUGH = 50_000;

  private final Sql sql;

  OverviewRows(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Pulse pulse() {
    return new Pulse(
        new SignatureRows(sql).lastChange(),
        sql.number("SELECT coalesce(max(key), 0) FROM history"),
        // open jobs change in what they are, ended ones only in how many there are
        sql.number("SELECT coalesce(max(key), 0) FROM job") * 31
            + sql.number("SELECT coalesce(sum(key * (1 + status)), 0) FROM job WHERE status < 2"),
        sql.number("SELECT count(*) FROM app WHERE paused IS NOT NULL"));
  }

  @Override
  public List<HistoryEvent> changesAfter(long after, int limit) {
    return sql.list(
        """
        SELECT m.id, h.kind,
               CASE WHEN h.as_now & 1 THEN m.text ELSE h.old_text END,
               CASE WHEN h.as_now & 2 THEN m.text ELSE h.new_text END,
               h.old_state, h.new_state, h.client, h.at
          FROM history h JOIN memory m ON m.key = h.memory
         WHERE h.key > ? AND m.covered = 0
         ORDER BY h.key LIMIT ?
        """,
        row -> {
          Long oldState = Sql.longOrNull(row, 5);
          return new HistoryEvent(
              new MemoryId(Ids.uuid(row.getBytes(1))),
              Codes.change(row.getString(2)),
              Sql.textOrNull(row, 3),
              Sql.textOrNull(row, 4),
              oldState == null ? null : Codes.state(oldState.intValue()),
              Codes.state(row.getInt(6)),
              null,
              Sql.textOrNull(row, 7),
              Times.instant(row.getLong(8)));
        },
        after,
        limit);
  }

  @Override
  public List<Memory> predecessors(MemoryId id) {
    return sql.list(
        MemoryRows.SELECT
            + """
            WHERE m.superseded_by = (SELECT key FROM memory WHERE id = ?)
              AND m.covered = 0 AND m.state <> 3
            ORDER BY m.valid_to DESC, m.key DESC LIMIT 100
            """,
        MemoryRows::read,
        Ids.bytes(id.value()));
  }

  @Override
  public List<AppUse> apps() {
    Map<String, Instant> paused = new AppRows(sql).paused();
    Map<String, AppUse> uses = new TreeMap<>();
    paused.forEach((name, since) -> uses.put(name, new AppUse(name, 0, null, 0, null, since)));
    sql.each(
        """
        SELECT client, count(*), max(created) FROM memory
         WHERE client IS NOT NULL AND covered = 0 AND state <> 3 GROUP BY client
        """,
        row -> {
          String name = row.getString(1);
          uses.put(
              name,
              new AppUse(
                  name, row.getLong(2), Times.instant(row.getLong(3)), 0, null, paused.get(name)));
        });
    sql.each(
        "SELECT client, count(*), max(at) FROM access WHERE client IS NOT NULL GROUP BY client",
        row -> {
          String name = row.getString(1);
          long reads = row.getLong(2);
          Instant last = Times.instant(row.getLong(3));
          uses.merge(
              name,
              new AppUse(name, 0, null, reads, last, paused.get(name)),
              (known, read) ->
                  new AppUse(
                      name, known.memories(), known.lastWrite(), reads, last, known.pausedSince()));
        });
    return List.copyOf(uses.values());
  }

  @Override
  public List<Memory> writtenBy(String client, int limit) {
    return sql.list(
        MemoryRows.SELECT
            + " WHERE m.client = ? AND m.covered = 0 AND m.state <> 3 ORDER BY m.key DESC LIMIT ?",
        MemoryRows::read,
        client,
        limit);
  }

  @Override
  public List<AccessEvent> readBy(String client, int limit) {
    return sql.list(
        """
        SELECT m.id, a.kind, a.at
          FROM (SELECT * FROM access WHERE key > (SELECT coalesce(max(key), 0) FROM access) - ?) a
          JOIN memory m ON m.key = a.memory
         WHERE a.client = ? ORDER BY a.key DESC LIMIT ?
        """,
        row ->
            new AccessEvent(
                new MemoryId(Ids.uuid(row.getBytes(1))),
                Codes.access(row.getString(2)),
                client,
                Times.instant(row.getLong(3))),
        LOOKED_THROUGH,
        client,
        limit);
  }

  @Override
  public void count(Activity more) {
    new ActivityRows(sql).add(more);
  }

  @Override
  public List<Activity> activity(LocalDate from) {
    return new ActivityRows(sql).since(from);
  }

  @Override
  public List<Span> spans(
      MemoryFilter filter, @Nullable Instant from, @Nullable Instant to, Duration length) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    List<Instant> extent = extent(filter);
    if (keyed.isEmpty() || extent.isEmpty()) {
      return List.of();
    }
    long first = Times.micros(from == null ? extent.get(0) : from);
    long each = Math.max(1, length.toNanos() / 1_000);
    RowFilter where = new RowFilter(keyed.get());
    where.and("m.covered = 0");
    // Of a part of the time the index leads to the rows; the whole is read faster without it.
    if (from != null) {
      where.and("m.observed >= ?", first);
    }
    if (to != null) {
      where.and("m.observed < ?", Times.micros(to));
    }
    List<Object> parameters = new ArrayList<>(List.of(first, each));
    parameters.addAll(List.of(where.parameters()));
    return sql.list(
        "SELECT (m.observed - ?) / ? AS n, count(*), sum(m.valid_to IS NOT NULL) FROM memory m "
            + where.sql()
            + " GROUP BY n ORDER BY n",
        row -> {
          Instant start = Times.instant(first + row.getLong(1) * each);
          return new Span(
              start, Times.instant(Times.micros(start) + each), row.getLong(2), row.getLong(3));
        },
        parameters.toArray());
  }

  @Override
  public List<Instant> extent(MemoryFilter filter) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    RowFilter where = new RowFilter(keyed.get());
    where.and("m.covered = 0");
    List<Instant> ends = new ArrayList<>();
    // Two short walks along an index; the least and the greatest of all would be looked for in all.
    for (String direction : List.of("", " DESC")) {
      sql.first(
              "SELECT m.observed FROM memory m "
                  + where.sql()
                  + (" ORDER BY m.observed" + direction + " LIMIT 1"),
              row -> Times.instant(row.getLong(1)),
              where.parameters())
          .ifPresent(ends::add);
    }
    return ends;
  }

  @Override
  public GraphSlice graph(MemoryFilter filter, Set<String> predicates, int limit) {
    return new GraphSlices(sql).best(filter, predicates, limit);
  }

  @Override
  public GraphSlice around(EntityId center, MemoryFilter filter, int skip, int limit) {
    return new GraphSlices(sql).around(center, filter, skip, limit);
  }
}
