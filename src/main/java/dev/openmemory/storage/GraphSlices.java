package dev.openmemory.storage;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.GraphSlice;
import dev.openmemory.model.MemoryFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts parts out of the graph that can be drawn. */
final class GraphSlices {

  private static final GraphSlice NOTHING = new GraphSlice(List.of(), List.of(), 0, List.of());

  /** One edge per subject, predicate and object; the filter's conditions go in the middle. */
  private static final String EDGES =
      """
      SELECT r.subject, r.predicate, r.object, min(r.valid_from),
             CASE WHEN sum(r.valid_to IS NULL) THEN NULL ELSE max(r.valid_to) END, count(*)
        FROM relation r CROSS JOIN memory m ON m.key = r.memory
      """;

  /** What a browser can draw without delay. */
  private static final int MOST_EDGES = 2_500;

  private static final int EDGES_PER_NODE = 3;

  private final Sql sql;

  GraphSlices(Sql sql) {
    this.sql = sql;
  }

  /** An edge between row keys. */
  private record Row(
      long subject,
      String predicate,
      long object,
      Instant from,
      @Nullable Instant to,
      long memories) {

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getLong(1),
          row.getString(2),
          row.getLong(3),
          Times.instant(row.getLong(4)),
          Times.instantOrNull(Sql.longOrNull(row, 5)),
          row.getLong(6));
    }

    long other(long end) {
      return subject == end ? object : subject;
    }
  }

  GraphSlice best(MemoryFilter filter, Set<String> predicates, int limit) {
    List<Row> all = edges(filter, "", List.of());
    List<GraphSlice.Predicate> kinds = predicates(all);
    List<Row> wanted =
        predicates.isEmpty()
            ? all
            : all.stream().filter(row -> predicates.contains(row.predicate())).toList();
    Map<Long, Long> degrees = degrees(wanted);
    Set<Long> kept = new LinkedHashSet<>(mostConnected(degrees, degrees.keySet(), 0, limit));
    // Where there are too many, those go first that are between things with many others.
    List<Row> drawn =
        wanted.stream()
            .filter(row -> kept.contains(row.subject()) && kept.contains(row.object()))
            .sorted(
                Comparator.comparingLong(
                    row ->
                        Math.min(
                            degrees.getOrDefault(row.subject(), 0L),
                            degrees.getOrDefault(row.object(), 0L))))
            .limit(Math.min(MOST_EDGES, EDGES_PER_NODE * (long) limit))
            .toList();
    return slice(kept, drawn, degrees, degrees.size(), kinds);
  }

  GraphSlice around(EntityId center, MemoryFilter filter, int skip, int limit) {
    Optional<Long> found =
        sql.first(
            "SELECT key FROM entity WHERE id = ?",
            row -> row.getLong(1),
            (Object) Ids.bytes(center.value()));
    if (found.isEmpty()) {
      return NOTHING;
    }
    long key = found.get();
    List<Row> near = new ArrayList<>(edges(filter, " AND r.subject = ?", List.of(key)));
    near.addAll(edges(filter, " AND r.object = ? AND r.subject <> r.object", List.of(key)));
    Set<Long> neighbours = new LinkedHashSet<>();
    near.forEach(row -> neighbours.add(row.other(key)));
    neighbours.remove(key);
    Map<Long, Long> degrees = degreesOf(neighbours, filter);
    degrees.put(key, (long) near.size());
    Set<Long> kept = new LinkedHashSet<>(List.of(key));
    kept.addAll(mostConnected(degrees, neighbours, skip, limit));
    List<Row> drawn = near.stream().filter(row -> kept.contains(row.other(key))).toList();
    return slice(kept, drawn, degrees, neighbours.size(), predicates(near));
  }

  private List<Row> edges(MemoryFilter filter, String condition, List<Object> values) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    RowFilter where = new RowFilter(keyed.get());
    List<Object> parameters = new ArrayList<>(List.of(where.parameters()));
    parameters.addAll(values);
    return sql.list(
        EDGES + where.sql() + condition + " GROUP BY r.subject, r.predicate, r.object",
        Row::read,
        parameters.toArray());
  }

  private static Map<Long, Long> degrees(List<Row> edges) {
    Map<Long, Long> degrees = new HashMap<>();
    for (Row edge : edges) {
      degrees.merge(edge.subject(), 1L, Long::sum);
      if (edge.object() != edge.subject()) {
        degrees.merge(edge.object(), 1L, Long::sum);
      }
    }
    return degrees;
  }

  private Map<Long, Long> degreesOf(Set<Long> nodes, MemoryFilter filter) {
    String within = json(nodes);
    Map<Long, Long> degrees = new HashMap<>();
    nodes.forEach(node -> degrees.put(node, 0L));
    for (String side : List.of("subject", "object")) {
      edges(filter, " AND r." + side + " IN (SELECT value FROM json_each(?))", List.of(within))
          .forEach(
              row ->
                  degrees.merge(
                      side.equals("subject") ? row.subject() : row.object(), 1L, Long::sum));
    }
    return degrees;
  }

  private static List<Long> mostConnected(
      Map<Long, Long> degrees, Set<Long> among, int skip, int limit) {
    return among.stream()
        .sorted(
            Comparator.comparingLong((Long key) -> degrees.getOrDefault(key, 0L))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .skip(skip)
        .limit(limit)
        .toList();
  }

  private static List<GraphSlice.Predicate> predicates(List<Row> edges) {
    Map<String, Long> counts = new HashMap<>();
    edges.forEach(edge -> counts.merge(edge.predicate(), 1L, Long::sum));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> new GraphSlice.Predicate(entry.getKey(), entry.getValue()))
        .toList();
  }

  private GraphSlice slice(
      Set<Long> kept,
      List<Row> drawn,
      Map<Long, Long> degrees,
      long total,
      List<GraphSlice.Predicate> predicates) {
    Map<Long, Entity> entities = new LinkedHashMap<>();
    sql.each(
        "SELECT key, id, name, kind FROM entity WHERE key IN (SELECT value FROM json_each(?))",
        row ->
            entities.put(
                row.getLong(1),
                new Entity(
                    new EntityId(Ids.uuid(row.getBytes(2))),
                    row.getString(3),
                    EntityKind.ofKey(row.getString(4)))),
        json(kept));
    List<GraphSlice.Node> nodes = new ArrayList<>();
    for (Long key : kept) {
      Entity entity = entities.get(key);
      if (entity != null) {
        nodes.add(new GraphSlice.Node(entity, degrees.getOrDefault(key, 0L)));
      }
    }
    List<GraphSlice.Edge> edges = new ArrayList<>();
    for (Row row : drawn) {
      Entity subject = entities.get(row.subject());
      Entity object = entities.get(row.object());
      if (subject != null && object != null) {
        edges.add(
            new GraphSlice.Edge(
                subject.id(), row.predicate(), object.id(), row.from(), row.to(), row.memories()));
      }
    }
    return new GraphSlice(nodes, edges, total, predicates);
  }

  private static String json(Set<Long> keys) {
    return Ids.jsonOf(keys.stream().mapToLong(Long::longValue).toArray());
  }
}
