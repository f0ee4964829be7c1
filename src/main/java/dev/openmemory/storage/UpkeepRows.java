package dev.openmemory.storage;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Sighting;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of upkeep. */
final class UpkeepRows implements UpkeepWriter {

  private final Sql sql;

  UpkeepRows(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<MemoryId> expired(Instant at) {
    return ids(
        """
        SELECT id FROM memory
         WHERE expires <= ? AND state = 0 AND covered = 0 AND pinned = 0 ORDER BY key
        """,
        at);
  }

  @Override
  public List<MemoryId> superseded(Instant before) {
    return ids(
        """
        SELECT id FROM memory
         WHERE superseded_by IS NOT NULL AND valid_to < ? AND state = 0 AND covered = 0
           AND pinned = 0
         ORDER BY key
        """,
        before);
  }

  private List<MemoryId> ids(String select, Instant at) {
    return sql.list(select, row -> new MemoryId(Ids.uuid(row.getBytes(1))), Times.micros(at));
  }

  @Override
  public Map<MemoryId, Usage> usage(Collection<MemoryId> ids) {
    return new UsageRows(sql).of(ids);
  }

  @Override
  public List<Sighting> sightings(MemoryId id) {
    return sql.list(
        """
        SELECT g.id, s.at FROM memory m
          JOIN sighting s ON s.memory = m.key JOIN message g ON g.key = s.message
         WHERE m.id = ? ORDER BY s.at, s.key
        """,
        row ->
            new Sighting(new MessageId(Ids.uuid(row.getBytes(1))), Times.instant(row.getLong(2))),
        Ids.bytes(id.value()));
  }

  @Override
  public Optional<float[]> vector(MemoryId id) {
    return sql.first(
        "SELECT e.vector FROM memory m JOIN embedding e ON e.memory = m.key WHERE m.id = ?",
        row -> {
          byte[] bytes = row.getBytes(1);
          float[] vector = new float[bytes.length / Float.BYTES];
          Vectors.read(bytes, vector);
          return vector;
        },
        Ids.bytes(id.value()));
  }

  @Override
  public long oldAccesses(Instant before) {
    return sql.number("SELECT count(*) FROM access WHERE at < ?", Times.micros(before));
  }

  @Override
  public Optional<Run> last() {
    return sql.first(
        "SELECT key, at FROM upkeep WHERE undone IS NULL ORDER BY key DESC LIMIT 1",
        row -> new Run(row.getLong(1), Times.instant(row.getLong(2))));
  }

  @Override
  public List<Before> before(Run run) {
    return sql.list(
        """
        SELECT m.id, u.state, u.updated FROM upkeep_memory u JOIN memory m ON m.key = u.memory
         WHERE u.upkeep = ? ORDER BY m.key
        """,
        row ->
            new Before(
                new MemoryId(Ids.uuid(row.getBytes(1))),
                Codes.state(row.getInt(2)),
                Times.instant(row.getLong(3))),
        run.key());
  }

  @Override
  public Run begin(Instant at) {
    sql.update("DELETE FROM upkeep");
    sql.update("INSERT INTO upkeep (at) VALUES (?)", Times.micros(at));
    return new Run(sql.number("SELECT last_insert_rowid()"), at);
  }

  @Override
  public void note(Run run, Memory before) {
    sql.update(
        "INSERT OR IGNORE INTO upkeep_memory (upkeep, memory, state, updated) VALUES (?, ?, ?, ?)",
        run.key(),
        key(before.id()),
        Codes.of(before.state()),
        Times.micros(before.updatedAt()));
  }

  @Override
  public boolean sighting(Run run, MemoryId kept, MessageId message, Instant at) {
    long memory = key(kept);
    long said = new MessageRows(sql).key(message);
    boolean added = new MemoryRows(sql).sighting(memory, said, Times.micros(at));
    if (added) {
      sql.update(
          "INSERT INTO upkeep_sighting (upkeep, memory, message) VALUES (?, ?, ?)",
          run.key(),
          memory,
          said);
    }
    return added;
  }

  @Override
  public void cover(Run run, MemoryId passage, MemoryId archived, MemoryId kept) {
    long of = key(passage);
    long from = key(archived);
    long to = key(kept);
    int added = sql.update("INSERT OR IGNORE INTO coverage (fact, passage) VALUES (?, ?)", to, of);
    sql.update("DELETE FROM coverage WHERE fact = ? AND passage = ?", from, of);
    sql.update(
        """
        INSERT INTO upkeep_coverage (upkeep, passage, archived, kept, added)
        VALUES (?, ?, ?, ?, ?)
        """,
        run.key(),
        of,
        from,
        to,
        added);
  }

  @Override
  public long putAwayAccesses(Run run, Instant before) {
    sql.update(
        """
        INSERT INTO upkeep_access (upkeep, key, memory, kind, client, at)
        SELECT ?, key, memory, kind, client, at FROM access WHERE at < ?
        """,
        run.key(),
        Times.micros(before));
    return sql.update("DELETE FROM access WHERE at < ?", Times.micros(before));
  }

  @Override
  public void takeBack(Run run, Instant at) {
    sql.update(
        """
        UPDATE memory SET sightings = sightings - (
          SELECT count(*) FROM upkeep_sighting u
            JOIN sighting s ON s.memory = u.memory AND s.message = u.message
           WHERE u.upkeep = ?1 AND u.memory = memory.key)
         WHERE key IN (SELECT memory FROM upkeep_sighting WHERE upkeep = ?1)
        """,
        run.key());
    sql.update(
        """
        DELETE FROM sighting
         WHERE (memory, message) IN (SELECT memory, message FROM upkeep_sighting WHERE upkeep = ?)
        """,
        run.key());
    sql.update(
        """
        INSERT OR IGNORE INTO coverage (fact, passage)
        SELECT archived, passage FROM upkeep_coverage WHERE upkeep = ?
        """,
        run.key());
    sql.update(
        """
        DELETE FROM coverage
         WHERE (fact, passage) IN (
           SELECT kept, passage FROM upkeep_coverage WHERE upkeep = ? AND added)
        """,
        run.key());
    sql.update(
        """
        INSERT OR IGNORE INTO access (key, memory, kind, client, at)
        SELECT key, memory, kind, client, at FROM upkeep_access WHERE upkeep = ?
        """,
        run.key());
    sql.update("DELETE FROM upkeep_access WHERE upkeep = ?", run.key());
    sql.update("UPDATE upkeep SET undone = ? WHERE key = ?", Times.micros(at), run.key());
  }

  private long key(MemoryId id) {
    return new MemoryRows(sql).requireKey(id);
  }
}
