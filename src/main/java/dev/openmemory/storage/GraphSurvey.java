package dev.openmemory.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks over all relations, in the order of an index that has all it takes, and keeps numbers
 * alone. Whether a relation counts is told by a set of memories: to look each memory up would take
 * most of the time. For one snapshot.
 */
final class GraphSurvey {

  private final Sql sql;
  private final KeySet memories;
  private final Set<String> wanted;
  private final Map<Long, Long> degrees = new HashMap<>();
  private final Map<String, Long> predicates = new HashMap<>();

  /**
   * @param wanted the predicates that count; empty for all
   */
  GraphSurvey(Sql sql, KeyFilter filter, Set<String> wanted) {
    this.sql = sql;
    this.wanted = wanted;
    this.memories = new KeySet();
    RowFilter where = new RowFilter(filter);
    sql.each(
        "SELECT m.key FROM memory m " + where.sql(),
        row -> memories.add(row.getLong(1)),
        where.parameters());
    count();
  }

  /** How many edges each thing has. */
  Map<Long, Long> degrees() {
    return degrees;
  }

  /** How many edges each predicate has, also of those that are not wanted. */
  Map<String, Long> predicates() {
    return predicates;
  }

  private void count() {
    Last last = new Last();
    sql.each(
        """
        SELECT r.subject, r.predicate, r.object, r.memory FROM relation r
         ORDER BY r.subject, r.predicate, r.object
        """,
        row -> {
          long subject = row.getLong(1);
          String predicate = row.getString(2);
          long object = row.getLong(3);
          if (memories.has(row.getLong(4)) && !last.is(subject, predicate, object)) {
            last.set(subject, predicate, object);
            predicates.merge(predicate, 1L, Long::sum);
            if (wanted.isEmpty() || wanted.contains(predicate)) {
              degrees.merge(subject, 1L, Long::sum);
              if (object != subject) {
                degrees.merge(object, 1L, Long::sum);
              }
            }
          }
        });
  }

  /**
   * The edges between some things. Where there are too many, those go first that are between things
   * with many others.
   */
  List<GraphEdge> among(Set<Long> things, int most) {
    Comparator<GraphEdge> byPlace =
        Comparator.comparingLong(
                (GraphEdge edge) ->
                    Math.min(
                        degrees.getOrDefault(edge.subject(), 0L),
                        degrees.getOrDefault(edge.object(), 0L)))
            .thenComparingLong(GraphEdge::subject)
            .thenComparing(GraphEdge::predicate)
            .thenComparingLong(GraphEdge::object);
    PriorityQueue<GraphEdge> kept = new PriorityQueue<>(byPlace.reversed());
    List<@Nullable GraphEdge> open = new ArrayList<>();
    open.add(null);
    String within = Ids.jsonOf(things.stream().mapToLong(Long::longValue).toArray());
    sql.each(
        """
        SELECT r.subject, r.predicate, r.object, r.valid_from, r.valid_to, 1, r.memory
          FROM relation r
         WHERE r.subject IN (SELECT value FROM json_each(?))
           AND +r.object IN (SELECT value FROM json_each(?))
         ORDER BY r.subject, r.predicate, r.object
        """,
        row -> {
          GraphEdge edge = GraphEdge.read(row);
          if (memories.has(row.getLong(7))
              && (wanted.isEmpty() || wanted.contains(edge.predicate()))) {
            GraphEdge before = open.get(0);
            boolean same = before != null && before.isSame(edge);
            if (!same) {
              keep(kept, before, most);
            }
            open.set(0, same && before != null ? before.with(edge) : edge);
          }
        },
        within,
        within);
    keep(kept, open.get(0), most);
    return kept.stream().sorted(byPlace).toList();
  }

  private static void keep(PriorityQueue<GraphEdge> kept, @Nullable GraphEdge edge, int most) {
    if (edge != null) {
      kept.add(edge);
      if (kept.size() > most) {
        kept.poll();
      }
    }
  }

  /** The edge that was seen last. */
  private static final class Last {
    private long subject = -1;
    private String predicate = "";
    private long object = -1;

    boolean is(long one, String two, long three) {
      return subject == one && object == three && predicate.equals(two);
    }

    void set(long one, String two, long three) {
      subject = one;
      predicate = two;
      object = three;
    }
  }
}
