package dev.openmemory.storage;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Embeddings as rows, and the exact comparison of them that every vector index ends in. */
final class VectorSearch {

  private final Sql sql;
  private final int dimension;

  VectorSearch(Sql sql, int dimension) {
    this.sql = sql;
    this.dimension = dimension;
  }

  /** A unit vector by which a memory is found, in place of its own where it has a context. */
  private static final String SEARCHED =
      """
      SELECT e.memory, coalesce(c.vector, e.vector)
        FROM json_each(?) k JOIN embedding e ON e.memory = k.value
        LEFT JOIN context_embedding c ON c.memory = e.memory
      """;

  private static final String OWN =
      "SELECT e.memory, e.vector FROM json_each(?) k JOIN embedding e ON e.memory = k.value";

  /** Stores what a memory's text says by itself, and what a search compares it by. */
  void put(long memory, long space, float[] vector, float @Nullable [] inContext) {
    put(memory, space, vector);
    if (inContext == null) {
      sql.update("DELETE FROM context_embedding WHERE memory = ?", memory);
    } else {
      sql.update(
          "INSERT OR REPLACE INTO context_embedding (memory, vector) VALUES (?, ?)",
          memory,
          Vectors.bytes(inContext));
    }
  }

  private void put(long memory, long space, float[] vector) {
    sql.update(
        """
        INSERT INTO embedding (memory, space, vector) VALUES (?, ?, ?)
        ON CONFLICT (memory) DO UPDATE SET space = excluded.space, vector = excluded.vector
        """,
        memory,
        space,
        Vectors.bytes(vector));
  }

  /** The signature of the vector that a search compares. */
  byte[] signature(long memory) {
    float[] vector = new float[dimension];
    sql.each(
        SEARCHED, row -> Vectors.read(row.getBytes(2), vector), Ids.jsonOf(new long[] {memory}));
    return Vectors.bytes(Vectors.signature(vector));
  }

  /** The vector of the last passage of a message, by itself. */
  Optional<float[]> lastPassage(MessageId message) {
    return sql.first(
        """
        SELECT e.vector FROM message g
          JOIN (SELECT message_key AS message, key AS memory, passage FROM memory
                 WHERE distiller = 'verbatim'
                UNION ALL
                SELECT s.message, s.memory, m.passage FROM sighting s
                  JOIN memory m ON m.key = s.memory AND m.distiller = 'verbatim') p
            ON p.message = g.key
          JOIN embedding e ON e.memory = p.memory
         WHERE g.id = ? ORDER BY p.passage DESC, p.memory LIMIT 1
        """,
        row -> {
          float[] vector = new float[dimension];
          Vectors.read(row.getBytes(1), vector);
          return vector;
        },
        Ids.bytes(message.value()));
  }

  /**
   * The nearest memories.
   *
   * @param own whether each counts by what it says by itself, not in its context
   */
  List<ScoredId> nearest(
      Session session,
      VectorIndex index,
      float[] query,
      boolean own,
      KeyFilter passing,
      int limit) {
    long[] candidates = index.candidates(session, new Sought(query, own), passing, limit);
    Best best = new Best();
    float[] vector = new float[dimension];
    sql.each(
        own ? OWN : SEARCHED,
        row -> {
          Vectors.read(row.getBytes(2), vector);
          best.add(row.getLong(1), Vectors.dot(query, vector));
        },
        Ids.jsonOf(candidates));
    return best.top(limit, sql, passing);
  }

  Map<MemoryId, Double> cosines(float[] query, Collection<MemoryId> ids) {
    Map<Long, MemoryId> keys = new MemoryRows(sql).keys(ids);
    Map<Long, Double> found = new HashMap<>();
    float[] vector = new float[dimension];
    sql.each(
        SEARCHED,
        row -> {
          Vectors.read(row.getBytes(2), vector);
          found.put(row.getLong(1), Vectors.dot(query, vector));
        },
        Ids.jsonOf(keys.keySet().stream().mapToLong(Long::longValue).toArray()));
    Map<MemoryId, Double> cosines = new LinkedHashMap<>();
    keys.forEach(
        (key, id) -> {
          Double cosine = found.get(key);
          if (cosine != null) {
            cosines.put(id, cosine);
          }
        });
    return cosines;
  }
}
