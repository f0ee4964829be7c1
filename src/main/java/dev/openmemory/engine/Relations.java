package dev.openmemory.engine;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.retrieval.GraphPath;
import dev.openmemory.retrieval.GraphQuestion;
import dev.openmemory.retrieval.GraphWalk;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions about how named things are related. */
final class Relations {

  /** How many of the memories that say the same are shown. */
  private static final int PROOFS = 3;

  /** How many things whose names begin alike are looked through. */
  private static final int NAMESAKES = 100;

  private final MemoryStore store;
  private final Clock clock;

  Relations(MemoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  GraphAnswer answer(GraphRequest request) {
    Instant now = clock.instant();
    MemoryFilter filter = MemoryFilter.active(request.scope(), now);
    return store.read(
        reader -> {
          String user = request.scope().userId();
          GraphQuestion question = GraphQuestion.read(reader, user, request.query());
          if (question.entities().isEmpty()) {
            return new GraphAnswer(known(reader, filter, request), List.of());
          }
          EntityId goal = null;
          if (request.to() != null) {
            goal = named(reader, request.scope().userId(), request.to()).id();
          }
          Instant at = request.asOf() == null ? now : request.asOf();
          List<GraphPath> paths =
              new GraphWalk(reader, filter, at)
                  .paths(question, goal, request.hops(), request.limit());
          return new GraphAnswer(
              things(reader, question.entities(), filter), proven(reader, paths));
        });
  }

  private static Entity named(StoreReader reader, @Nullable String user, String name) {
    List<Entity> named = GraphQuestion.read(reader, user, name).entities();
    if (named.isEmpty()) {
      throw new NotFoundException(
          "nothing is called '" + name + "'",
          "Ask for the names that are known: an empty query lists them.");
    }
    return named.get(0);
  }

  /** The things whose names the words of a query begin; all of them where it has none. */
  private static List<GraphAnswer.Thing> known(
      StoreReader reader, MemoryFilter filter, GraphRequest request) {
    return reader.entitiesIn(filter, request.query(), request.limit()).stream()
        .map(
            known ->
                new GraphAnswer.Thing(
                    known.entity(), reader.names(known.entity().id()), known.memories()))
        .toList();
  }

  private static List<GraphAnswer.Thing> things(
      StoreReader reader, List<Entity> entities, MemoryFilter filter) {
    List<GraphAnswer.Thing> things = new ArrayList<>();
    for (Entity entity : entities) {
      reader.entitiesIn(filter, entity.name(), NAMESAKES).stream()
          .filter(known -> known.entity().id().equals(entity.id()))
          .map(known -> new GraphAnswer.Thing(entity, reader.names(entity.id()), known.memories()))
          .forEach(things::add);
    }
    return things;
  }

  private static List<GraphAnswer.Path> proven(StoreReader reader, List<GraphPath> paths) {
    Set<MemoryId> wanted = new LinkedHashSet<>();
    for (GraphPath path : paths) {
      path.steps().forEach(step -> wanted.addAll(shown(step.proofs())));
    }
    Map<MemoryId, Memory> memories = new LinkedHashMap<>(reader.memories(wanted));
    List<GraphAnswer.Path> proven = new ArrayList<>();
    for (GraphPath path : paths) {
      List<GraphAnswer.Step> steps =
          path.steps().stream().map(step -> step(step, memories)).toList();
      proven.add(new GraphAnswer.Path(steps, path.score()));
    }
    return proven;
  }

  private static GraphAnswer.Step step(GraphPath.Step step, Map<MemoryId, Memory> memories) {
    return new GraphAnswer.Step(
        step.from(),
        step.predicate(),
        step.to(),
        step.forward(),
        shown(step.proofs()).stream().map(memories::get).filter(Objects::nonNull).toList(),
        step.since(),
        step.until());
  }

  private static List<MemoryId> shown(List<MemoryId> proofs) {
    return proofs.subList(0, Math.min(PROOFS, proofs.size()));
  }
}
