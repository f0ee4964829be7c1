package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Activity;
import dev.openmemory.model.AppUse;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.GraphSlice;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Pulse;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.Span;
import dev.openmemory.model.State;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the person sees who looks after the memory. Nothing here counts as a use of the memory, and
 * no application is asked for. Safe from any thread.
 */
public final class Overview {

  /** The most nodes of a drawn graph. */
  public static final int MAX_NODES = 2_000;

  private static final Set<State> KEPT = Set.of(State.ACTIVE, State.PAUSED, State.ARCHIVED);
  private static final int MOST_ACCESSES = 50;

  private final MemoryStore store;
  private final Embedder embedder;
  private final Recall recall;
  private final Changes changes;
  private final Clock clock;

  Overview(MemoryStore store, Embedder embedder, Recall recall, Changes changes, Clock clock) {
    this.changes = changes;
    this.store = store;
    this.embedder = embedder;
    this.recall = recall;
    this.clock = clock;
  }

  /** How far the memory has changed, by whatever process. Cheap. */
  public Pulse pulse() {
    return store.read(reader -> reader.overview().pulse());
  }

  /** What happened to memories since an earlier pulse, oldest first. */
  public List<HistoryEvent> changesSince(Pulse earlier, int limit) {
    return store.read(
        reader -> reader.overview().changesAfter(earlier.history(), Access.bounded(limit)));
  }

  /** {@link Engine#list} that leaves no trace. */
  public Page<Memory> list(
      Scope scope, Selection selection, Sort sort, @Nullable Cursor after, int limit) {
    MemoryFilter filter = selection.within(scope, clock.instant());
    return store.read(reader -> reader.list(filter, sort, after, Access.bounded(limit)));
  }

  /** {@link Engine#recall} that leaves no trace, for a person who tries questions out. */
  public Recalled search(RecallRequest request) {
    return recall.answer(request);
  }

  /**
   * All that is known of a memory, whatever its state.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none
   */
  public Dossier dossier(MemoryId id) {
    return store.read(
        reader -> {
          Memory memory = Changes.found(reader, id, Scope.ANY);
          List<Memory> one = List.of(memory);
          Standing standing = new Standing(reader, one, Scope.ANY);
          MemoryId successor = memory.validity().supersededBy();
          return new Dossier(
              memory,
              reader.message(memory.provenance().message()).orElse(null),
              successor == null ? null : reader.memory(successor).orElse(null),
              reader.overview().predecessors(id),
              standing.conflicts(memory),
              reader.entitiesOf(List.of(id)).getOrDefault(id, List.of()),
              reader.history(id),
              reader.accesses(id, MOST_ACCESSES));
        });
  }

  /**
   * Gives memories new states, all or none. A memory that has its new state already is left alone.
   *
   * @param states at most {@link Engine#MAX_PAGE}
   * @return the states that they had, of those that changed: given back, they undo it
   * @throws dev.openmemory.model.NotFoundException if one does not exist
   */
  public Map<MemoryId, State> setStates(Map<MemoryId, State> states, Caller caller) {
    return changes.setStates(states, Scope.ANY, caller);
  }

  /** The memories of the same user that say something alike, nearest first. */
  public List<Related> related(MemoryId id, int limit) {
    Memory memory = store.read(reader -> Changes.found(reader, id, Scope.ANY));
    float[] vector = embedder.passage(memory.text()).vector();
    Scope user = Scope.ANY.with(Axis.USER, memory.scope().userId());
    MemoryFilter filter = MemoryFilter.active(user, clock.instant());
    return store.read(
        reader -> {
          List<Related> related = new ArrayList<>();
          for (var near : reader.alike(vector, filter, limit * 2 + 1)) {
            Optional<Memory> other = reader.memory(near.id());
            if (other.isPresent()
                && related.size() < limit
                && distinct(reader, memory, near.id())) {
              related.add(new Related(other.get(), near.score()));
            }
          }
          return related;
        });
  }

  /** A passage and its own fact are one thing to a person. */
  private static boolean distinct(StoreReader reader, Memory memory, MemoryId other) {
    return !other.equals(memory.id())
        && !reader.factsOf(other).contains(memory.id())
        && !reader.factsOf(memory.id()).contains(other);
  }

  /** Every client that has used the memory, or is kept from it. */
  public List<AppUse> apps() {
    return store.read(reader -> reader.overview().apps());
  }

  /** What a client handed in last. */
  public List<Memory> writtenBy(String client, int limit) {
    return store.read(reader -> reader.overview().writtenBy(client, Access.bounded(limit)));
  }

  /** What a client read last. */
  public List<Read> readBy(String client, int limit) {
    return store.read(
        reader -> {
          List<AccessEvent> events = reader.overview().readBy(client, Access.bounded(limit));
          var memories = reader.memories(events.stream().map(AccessEvent::memory).toList());
          List<Read> reads = new ArrayList<>();
          for (AccessEvent event : events) {
            Memory memory = memories.get(event.memory());
            if (memory != null) {
              reads.add(new Read(event, memory));
            }
          }
          return reads;
        });
  }

  /** How much the memory was used on each of the last days, today included, in UTC. */
  public List<Activity> activity(int days) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return store.read(reader -> reader.overview().activity(today.minusDays(days - 1L)));
  }

  /**
   * How the memories of a scope lie in time.
   *
   * @param from null for the beginning
   * @param to exclusive; null for the end
   * @param pieces into how many stretches of equal length the time is cut, 1…1 000
   */
  public List<Span> timeline(
      Scope scope, @Nullable Instant from, @Nullable Instant to, int pieces) {
    MemoryFilter filter = kept(scope);
    return store.read(
        reader -> {
          List<Instant> extent = reader.overview().extent(filter);
          if (extent.isEmpty()) {
            return List.of();
          }
          Instant begin = from == null ? extent.get(0) : from;
          Instant end = to == null ? extent.get(1).plusMillis(1) : to;
          if (!end.isAfter(begin)) {
            return List.of();
          }
          Duration whole = Duration.between(begin, end);
          Duration each = whole.dividedBy(Math.max(1, Math.min(1_000, pieces))).plusMillis(1);
          return reader.overview().spans(filter, from, to, each);
        });
  }

  /**
   * The best connected part of the graph.
   *
   * @param predicates only these; empty for all
   * @param limit 1…{@link #MAX_NODES}
   */
  public GraphSlice graph(Scope scope, Set<String> predicates, int limit) {
    int nodes = Math.max(1, Math.min(MAX_NODES, limit));
    MemoryFilter filter = MemoryFilter.active(scope, clock.instant());
    return store.read(reader -> reader.overview().graph(filter, predicates, nodes));
  }

  /**
   * One thing and its neighbours.
   *
   * @param skip how many neighbours were seen before
   * @param limit 1…{@link #MAX_NODES}
   */
  public GraphSlice around(EntityId center, Scope scope, int skip, int limit) {
    int nodes = Math.max(1, Math.min(MAX_NODES, limit));
    MemoryFilter filter = MemoryFilter.active(scope, clock.instant());
    return store.read(reader -> reader.overview().around(center, filter, Math.max(0, skip), nodes));
  }

  /** The memories that name a thing, newest first. */
  public List<Memory> naming(EntityId thing, Scope scope, int limit) {
    MemoryFilter filter = MemoryFilter.active(scope, clock.instant());
    return store.read(
        reader -> {
          List<MemoryId> ids =
              reader
                  .memoriesNaming(List.of(thing), filter, Access.bounded(limit) * 2)
                  .getOrDefault(thing, List.of());
          var memories = reader.memories(ids);
          // a passage whose facts are shown would say all twice
          return ids.stream()
              .filter(id -> reader.factsOf(id).isEmpty())
              .map(memories::get)
              .filter(Objects::nonNull)
              .limit(limit)
              .toList();
        });
  }

  private MemoryFilter kept(Scope scope) {
    return new MemoryFilter(scope, KEPT, clock.instant());
  }

  /**
   * All that is known of one memory.
   *
   * @param memory the memory
   * @param source the message it was made of; null if that was erased
   * @param replacedBy what took its place; null while it stands
   * @param replaces whose place it took
   * @param conflicts memories that cannot be true if it is
   * @param entities the things it names
   * @param history what happened to it, oldest first
   * @param accesses who read it, newest first
   */
  public record Dossier(
      Memory memory,
      @Nullable Message source,
      @Nullable Memory replacedBy,
      List<Memory> replaces,
      List<Memory> conflicts,
      List<Entity> entities,
      List<HistoryEvent> history,
      List<AccessEvent> accesses) {

    public Dossier {
      replaces = List.copyOf(replaces);
      conflicts = List.copyOf(conflicts);
      entities = List.copyOf(entities);
      history = List.copyOf(history);
      accesses = List.copyOf(accesses);
    }
  }

  /** A memory and how near it is in meaning, −1…1. */
  public record Related(Memory memory, double cosine) {}

  /** A reading and what was read. */
  public record Read(AccessEvent event, Memory memory) {}
}
