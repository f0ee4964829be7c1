package dev.openmemory.retrieval;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NameForm;
import dev.openmemory.model.Relation;
import dev.openmemory.storage.GraphReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks from the things that a question names along the relations between things, and ranks the
 * ways by how much of the question they speak of: its words met by relations and names on the way,
 * less a little for each step and more for each step that meets none. The words can come from
 * several memories, none of which answers alone.
 */
public final class GraphWalk {

  /** The most steps of a path. */
  public static final int MAX_HOPS = 6;

  /** How many unfinished ways are followed at each hop, the best. */
  private static final int BEAM = 100;

  /** The most relations read at each hop, the newest. */
  private static final int RELATIONS = 2_000;

  private static final double STEP = 0.05;
  private static final double IDLE_STEP = 0.15;
  private static final double FITTING_END = 0.1;

  private static final Comparator<GraphPath> BEST_FIRST =
      Comparator.comparingDouble(GraphPath::score)
          .reversed()
          .thenComparing(path -> path.steps().size())
          .thenComparing(path -> newest(path), Comparator.reverseOrder())
          .thenComparing(path -> path.end().name());

  private final GraphReader store;
  private final MemoryFilter filter;
  private final Instant at;

  /**
   * Walks over what one snapshot holds.
   *
   * @param filter which memories may prove a step
   * @param at relations that had ended by then are not walked
   */
  public GraphWalk(GraphReader store, MemoryFilter filter, Instant at) {
    this.store = store;
    this.filter = filter;
    this.at = at;
  }

  /**
   * The ways that fit a question best.
   *
   * @param question where to begin and what to look for
   * @param goal where a way has to end; null for anywhere
   * @param hops the most steps, 1…{@link #MAX_HOPS}
   * @param limit how many at the most
   */
  public List<GraphPath> paths(
      GraphQuestion question, @Nullable EntityId goal, int hops, int limit) {
    List<GraphPath> complete = new ArrayList<>();
    List<Way> open = new ArrayList<>();
    question.entities().forEach(start -> open.add(new Way(start, List.of(), Set.of(), 0)));
    for (int hop = 0; hop < hops && !open.isEmpty(); hop++) {
      List<Way> next = new ArrayList<>();
      Map<EntityId, List<GraphPath.Step>> steps = steps(open);
      for (Way way : open) {
        for (GraphPath.Step step : steps.getOrDefault(way.end().id(), List.of())) {
          if (!way.visits(step.to().id())) {
            next.add(way.going(step, question.terms()));
          }
        }
      }
      next.forEach(way -> complete.add(way.path(question)));
      next.sort(Comparator.comparingDouble((Way way) -> way.path(question).score()).reversed());
      open.clear();
      open.addAll(next.subList(0, Math.min(BEAM, next.size())));
    }
    if (goal != null) {
      complete.removeIf(path -> !path.end().id().equals(goal));
    }
    complete.sort(BEST_FIRST);
    return distinct(complete, limit);
  }

  /** Without the beginnings of better ways. */
  private static List<GraphPath> distinct(List<GraphPath> bestFirst, int limit) {
    List<GraphPath> kept = new ArrayList<>();
    Set<List<GraphPath.Step>> begun = new HashSet<>();
    for (GraphPath path : bestFirst) {
      if (kept.size() < limit && !begun.contains(path.steps())) {
        kept.add(path);
        for (int end = 1; end < path.steps().size(); end++) {
          begun.add(path.steps().subList(0, end));
        }
      }
    }
    return kept;
  }

  /** What can be walked from where the ways end, one step for all memories that say the same. */
  private Map<EntityId, List<GraphPath.Step>> steps(List<Way> ways) {
    Set<EntityId> ends = new LinkedHashSet<>();
    ways.forEach(way -> ends.add(way.end().id()));
    List<Relation> relations = store.relations(ends, filter, at, RELATIONS);
    Set<EntityId> met = new LinkedHashSet<>();
    record Edge(EntityId subject, String predicate, EntityId object) {}
    Map<Edge, List<Relation>> edges = new LinkedHashMap<>();
    for (Relation relation : relations) {
      met.add(relation.subject());
      met.add(relation.object());
      edges
          .computeIfAbsent(
              new Edge(relation.subject(), relation.predicate(), relation.object()),
              edge -> new ArrayList<>())
          .add(relation);
    }
    Map<EntityId, Entity> entities = store.entities(met);
    Map<EntityId, List<GraphPath.Step>> steps = new LinkedHashMap<>();
    edges.forEach(
        (edge, said) -> {
          for (boolean forward : new boolean[] {true, false}) {
            EntityId from = forward ? edge.subject() : edge.object();
            Entity start = entities.get(from);
            Entity end = entities.get(forward ? edge.object() : edge.subject());
            if (ends.contains(from) && start != null && end != null) {
              steps
                  .computeIfAbsent(from, id -> new ArrayList<>())
                  .add(step(start, edge.predicate(), end, forward, said));
            }
          }
        });
    return steps;
  }

  private static GraphPath.Step step(
      Entity from, String predicate, Entity to, boolean forward, List<Relation> said) {
    List<MemoryId> proofs = said.stream().map(Relation::memory).distinct().toList();
    Relation newest = said.get(0);
    return new GraphPath.Step(from, predicate, to, forward, proofs, newest.from(), newest.to());
  }

  private static Instant newest(GraphPath path) {
    return path.steps().stream().map(GraphPath.Step::since).max(Instant::compareTo).orElseThrow();
  }

  /**
   * A way that may go on.
   *
   * @param met the terms of the question that it speaks of
   * @param idle how many of its steps speak of none
   */
  private record Way(Entity start, List<GraphPath.Step> steps, Set<String> met, int idle) {

    Entity end() {
      return steps.isEmpty() ? start : steps.get(steps.size() - 1).to();
    }

    boolean visits(EntityId id) {
      return start.id().equals(id) || steps.stream().anyMatch(step -> step.to().id().equals(id));
    }

    Way going(GraphPath.Step step, Set<String> terms) {
      Set<String> said = new HashSet<>(Cues.of(step.predicate()));
      for (String word : NameForm.of(step.to().name()).split(" ")) {
        said.add(Cues.stem(word));
      }
      said.retainAll(terms);
      said.removeAll(met);
      Set<String> all = new HashSet<>(met);
      all.addAll(said);
      List<GraphPath.Step> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Way(start, List.copyOf(longer), all, idle + (said.isEmpty() ? 1 : 0));
    }

    GraphPath path(GraphQuestion question) {
      int terms = question.terms().size();
      boolean joins =
          question.entities().size() > 1
              && question.entities().stream().anyMatch(e -> !e.equals(start) && e.equals(end()));
      double score = terms == 0 || joins ? 1 : (double) met.size() / terms;
      int wasted = terms == 0 || joins ? steps.size() : idle;
      score -= STEP * (steps.size() - 1) + IDLE_STEP * Math.max(0, wasted - 1);
      if (question.kind() != EntityKind.OTHER && end().kind() == question.kind()) {
        score += FITTING_END;
      }
      return new GraphPath(start, steps, Math.max(0, Math.min(1, score)));
    }
  }
}
