package dev.openmemory.storage;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.GraphSlice;
import dev.openmemory.model.MemoryFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  GraphSlice best(MemoryFilter filter, Set<String> predicates, int limit) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return NOTHING;
    }
    GraphSurvey survey = new GraphSurvey(sql, keyed.get(), predicates);
    Map<Long, Long> degrees = survey.degrees();
    Set<Long> kept = new LinkedHashSet<>(mostConnected(degrees, degrees.keySet(), 0, limit));
    List<GraphEdge> drawn =
        survey.among(kept, (int) Math.min(MOST_EDGES, EDGES_PER_NODE * (long) limit));
    return slice(kept, drawn, degrees, degrees.size(), predicates(survey.predicates()));
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
    List<GraphEdge> near = new ArrayList<>(edges(filter, " AND r.subject = ?", List.of(key)));
    near.addAll(edges(filter, " AND r.object = ? AND r.subject <> r.object", List.of(key)));
    Set<Long> neighbours = new LinkedHashSet<>();
    near.forEach(row -> neighbours.add(row.other(key)));
    neighbours.remove(key);
    Map<Long, Long> degrees = degreesOf(neighbours, filter);
    degrees.put(key, (long) near.size());
    Set<Long> kept = new LinkedHashSet<>(List.of(key));
    kept.addAll(mostConnected(degrees, neighbours, skip, limit));
    List<GraphEdge> drawn = near.stream().filter(row -> kept.contains(row.other(key))).toList();
    Map<String, Long> kinds = new HashMap<>();
    near.forEach(edge -> kinds.merge(edge.predicate(), 1L, Long::sum));
    return slice(kept, drawn, degrees, neighbours.size(), predicates(kinds));
  }

  private List<GraphEdge> edges(MemoryFilter filter, String condition, List<Object> values) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    RowFilter where = new RowFilter(keyed.get());
    List<Object> parameters = new ArrayList<>(List.of(where.parameters()));
    parameters.addAll(values);
    return sql.list(
        EDGES + where.sql() + condition + " GROUP BY r.subject, r.predicate, r.object",
        GraphEdge::read,
        parameters.toArray());
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

  private static List<GraphSlice.Predicate> predicates(Map<String, Long> counts) {
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
      List<GraphEdge> drawn,
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
    for (GraphEdge row : drawn) {
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
