package dev.openmemory.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the graph that is small enough to be drawn.
 *
 * @param nodes the best connected first
 * @param edges between these nodes; where there are too many to draw, not all of them
 * @param totalNodes how many nodes there are to be had
 * @param predicates every predicate there is, the most frequent first
 */
public record GraphSlice(
    List<Node> nodes, List<Edge> edges, long totalNodes, List<Predicate> predicates) {

  public GraphSlice {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    predicates = List.copyOf(predicates);
  }

  /**
   * A thing.
   *
   * @param degree how many edges it has in the whole graph
   */
  public record Node(Entity entity, long degree) {}

  /**
   * What memories say of two things, all memories that say so taken together.
   *
   * @param from since when it holds
   * @param to until when it held; null while one of the memories still says so
   * @param memories how many say so
   */
  public record Edge(
      EntityId subject,
      String predicate,
      EntityId object,
      Instant from,
      @Nullable Instant to,
      long memories) {}

  /** A predicate and how many edges have it. */
  public record Predicate(String name, long edges) {}
}
