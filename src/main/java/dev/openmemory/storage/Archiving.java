package dev.openmemory.storage;

import dev.openmemory.model.Canonical;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The canonical rows of a file, within one transaction. */
final class Archiving implements ArchiveWriter {

  private final Sql sql;
  private final Space space;
  private final ArchiveRows rows;

  Archiving(Sql sql, Space space) {
    this.sql = sql;
    this.space = space;
    this.rows = new ArchiveRows(sql, space.dimension());
  }

  @Override
  public void each(Scope scope, boolean vectors, Consumer<? super Canonical> visit) {
    rows.each(scope, vectors, visit);
  }

  @Override
  public long memories(Scope scope) {
    return ArchiveScope.of(sql, scope)
        .map(chosen -> sql.number("SELECT count(*) FROM memory m WHERE " + chosen.on("m")))
        .orElse(0L);
  }

  @Override
  public long mark() {
    return sql.number("SELECT coalesce(max(key), 0) FROM entity");
  }

  @Override
  public Set<MemoryId> known(Collection<MemoryId> ids) {
    return new HashSet<>(new MemoryRows(sql).keys(ids).values());
  }

  @Override
  public Set<MessageId> knownMessages(Collection<MessageId> ids) {
    MessageRows messages = new MessageRows(sql);
    Set<MessageId> known = new HashSet<>();
    ids.stream().filter(messages::exists).forEach(known::add);
    return known;
  }

  @Override
  public boolean add(Canonical row, long mark) {
    return new ArchiveIntake(sql, space, mark).add(row);
  }

  @Override
  public List<Leaner> leaners(Collection<MemoryId> ids) {
    return sql.list(
        """
        SELECT m.id, m.text, e.vector, b.vector
          FROM memory m
          JOIN message g ON g.key = m.message_key
          JOIN embedding e ON e.memory = m.key
          JOIN embedding b ON b.memory = (
            SELECT p.key FROM memory p
             WHERE p.distiller = 'verbatim' AND p.message_key = (
               SELECT q.key FROM message q
                WHERE q.run_key IS g.run_key AND q.user_key IS g.user_key
                  AND q.agent_key IS g.agent_key AND q.app_key IS g.app_key
                  AND (q.observed, q.key) < (g.observed, g.key)
                ORDER BY q.observed DESC, q.key DESC LIMIT 1)
             ORDER BY p.passage DESC LIMIT 1)
         WHERE m.id IN (SELECT unhex(value) FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM context_embedding c WHERE c.memory = m.key)
        """,
        row ->
            new Leaner(
                new MemoryId(Ids.uuid(row.getBytes(1))),
                row.getString(2),
                rows.vector(row.getBytes(3)),
                rows.vector(row.getBytes(4))),
        Ids.jsonOf(ids));
  }

  @Override
  public void lean(MemoryId memory, float[] inContext) {
    long key = new MemoryRows(sql).requireKey(memory);
    sql.update(
        "INSERT OR REPLACE INTO context_embedding (memory, vector) VALUES (?, ?)",
        key,
        Vectors.bytes(space.checked(inContext)));
    // A change of the signature is how every index learns of it.
    sql.update(
        """
        UPDATE signature
           SET change = (SELECT max(change) + 1 FROM signature), bits = ?
         WHERE memory = ?
        """,
        Vectors.bytes(Vectors.signature(inContext)),
        key);
  }
}
