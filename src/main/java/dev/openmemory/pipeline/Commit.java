package dev.openmemory.pipeline;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import dev.openmemory.storage.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes what the stages decided, in one transaction. Others may have written since the stages
 * looked, so what they relied on is looked at again here, where nobody else can write.
 */
final class Commit {

  private final MemoryStore store;
  private final Supplier<UUID> ids;

  Commit(MemoryStore store, Supplier<UUID> ids) {
    this.store = store;
    this.ids = ids;
  }

  /**
   * The outcome; empty, with nothing written, if a memory that is repeated has gone meanwhile.
   *
   * @param closing what else belongs to the transaction
   */
  Optional<Committed> apply(Link.Linked linked, Instant now, Closing closing) {
    return store.write(
        writer -> {
          if (!repeatsStand(writer, linked)) {
            return Optional.<Committed>empty();
          }
          linked.messages().forEach(writer::add);
          Truth truth = new Truth(writer, now);
          Graph graph = new Graph(writer, truth, now, ids);
          Writing writing =
              new Writing(writer, graph, truth, now, new HashMap<>(), new ArrayList<>());
          linked.changes().forEach(writing::write);
          Committed committed =
              new Committed(
                  linked.messages().stream().map(Message::id).toList(),
                  writing.told(),
                  truth.replacements(),
                  truth.contradictions(),
                  linked.attempts());
          closing.write(writer, committed);
          return Optional.of(committed);
        });
  }

  private static boolean repeatsStand(StoreReader reader, Link.Linked linked) {
    Set<MemoryId> added = new HashSet<>();
    for (Link.Change change : linked.changes()) {
      if (change instanceof Link.Change.Add add) {
        added.add(add.memory().id());
      } else if (change instanceof Link.Change.Sight sight && !added.contains(sight.memory())) {
        Instant at = sight.source().observedAt();
        if (reader.memory(sight.memory()).filter(m -> Embed.stands(m, at)).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Memories that this writes, by the id they were meant to have. */
  private record Writing(
      StoreWriter writer,
      Graph graph,
      Truth truth,
      Instant now,
      Map<MemoryId, MemoryId> meanwhile,
      List<Committed.Outcome> outcomes) {

    void write(Link.Change change) {
      if (change instanceof Link.Change.Add add) {
        add(add);
      } else if (change instanceof Link.Change.Sight sight) {
        sight(written(sight.memory()), sight.source(), sight.covered());
      } else if (change instanceof Link.Change.Cover cover) {
        writer.cover(written(cover.passage()), written(cover.fact()));
      } else if (change instanceof Link.Change.Relate relate) {
        Memory memory = writer.memory(written(relate.memory())).orElseThrow();
        graph.link(memory, relate.mentions(), relate.claims());
      } else if (change instanceof Link.Change.Replace replace) {
        truth.replace(written(replace.later()), written(replace.earlier()));
      } else if (change instanceof Link.Change.Contradict contradict) {
        truth.contradict(written(contradict.one()), written(contradict.other()));
      }
    }

    /** The outcomes, of memories as they are at the end. */
    List<Committed.Outcome> told() {
      Map<MemoryId, Memory> now =
          writer.memories(outcomes.stream().map(o -> o.memory().id()).toList());
      return outcomes.stream()
          .map(
              o ->
                  new Committed.Outcome(
                      now.getOrDefault(o.memory().id(), o.memory()), o.source(), o.added()))
          .toList();
    }

    private MemoryId written(MemoryId meant) {
      return meanwhile.getOrDefault(meant, meant);
    }

    private void add(Link.Change.Add add) {
      Memory memory = add.memory();
      boolean verbatim = memory.provenance().distiller() == DistillerKind.VERBATIM;
      Instant at = memory.observedAt();
      Optional<MemoryId> same = writer.memoryWithHash(memory.scope(), add.hash(), verbatim, at);
      if (same.isPresent()) {
        meanwhile.put(memory.id(), same.get());
        sight(same.get(), add.source(), add.covered());
        return;
      }
      writer.add(memory, add.vector(), add.inContext());
      writer.record(added(memory));
      if (!verbatim) {
        // A passage that says just this would stand beside it in every list.
        writer
            .memoryWithHash(memory.scope(), add.hash(), true, at)
            .ifPresent(passage -> writer.cover(passage, memory.id()));
      }
      tell(new Committed.Outcome(memory, add.source().id(), true), add.covered());
    }

    private void sight(MemoryId id, Message source, boolean covered) {
      boolean counted = writer.sighting(id, source.id(), source.observedAt());
      Memory memory = writer.memory(id).orElseThrow();
      if (counted) {
        writer.record(sighted(memory, source, now));
      }
      tell(new Committed.Outcome(memory, source.id(), false), covered);
    }

    private void tell(Committed.Outcome outcome, boolean covered) {
      if (!covered) {
        outcomes.add(outcome);
      }
    }
  }

  private static HistoryEvent sighted(Memory memory, Message source, Instant now) {
    return new HistoryEvent(
        memory.id(),
        HistoryEvent.Kind.SIGHTING,
        memory.text(),
        memory.text(),
        memory.state(),
        memory.state(),
        source.id(),
        source.client(),
        now);
  }

  private static HistoryEvent added(Memory memory) {
    return new HistoryEvent(
        memory.id(),
        HistoryEvent.Kind.ADD,
        null,
        memory.text(),
        null,
        memory.state(),
        memory.provenance().message(),
        memory.provenance().client(),
        memory.createdAt());
  }
}
