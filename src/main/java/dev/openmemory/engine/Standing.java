package dev.openmemory.engine;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known against memories that were found: what replaced them, what they contradict. */
final class Standing {

  private final Map<MemoryId, List<MemoryId>> conflicts;
  private final Map<MemoryId, List<Memory>> facts;
  private final Map<MemoryId, Memory> others;
  private final @Nullable String user;

  /**
   * Looks up what is known against memories.
   *
   * @param scope whose memories may be shown
   */
  Standing(StoreReader reader, Collection<Memory> memories, Scope scope) {
    this.user = scope.userId();
    Map<MemoryId, MemoryId> passages = new HashMap<>();
    Map<MemoryId, List<MemoryId>> made = new HashMap<>();
    for (Memory memory : memories) {
      passages.put(memory.id(), memory.id());
      if (memory.provenance().distiller() == DistillerKind.VERBATIM) {
        // What is known against a fact is known against the passage it was made of.
        List<MemoryId> facts = reader.factsOf(memory.id());
        facts.forEach(fact -> passages.put(fact, memory.id()));
        made.put(memory.id(), facts);
      }
    }
    Map<MemoryId, Memory> known =
        reader.memories(made.values().stream().flatMap(List::stream).distinct().toList());
    facts = new HashMap<>();
    made.forEach(
        (passage, ids) ->
            facts.put(passage, ids.stream().map(known::get).filter(Objects::nonNull).toList()));
    conflicts = new HashMap<>();
    reader
        .conflicts(passages.keySet())
        .forEach(
            (memory, others) -> {
              MemoryId shown = passages.getOrDefault(memory, memory);
              conflicts.computeIfAbsent(shown, id -> new ArrayList<>()).addAll(others);
            });
    Set<MemoryId> wanted = new HashSet<>();
    conflicts.values().forEach(wanted::addAll);
    Stream.concat(memories.stream(), known.values().stream())
        .map(memory -> memory.validity().supersededBy())
        .filter(Objects::nonNull)
        .forEach(wanted::add);
    others = reader.memories(wanted);
  }

  /** What took the place of a memory; null while it stands. */
  @Nullable Memory replacedBy(Memory memory) {
    MemoryId successor = memory.validity().supersededBy();
    Memory other = successor == null ? null : others.get(successor);
    return other != null && shown(other) ? other : null;
  }

  /** The memories that cannot be true if a memory is. */
  List<Memory> conflicts(Memory memory) {
    return conflicts.getOrDefault(memory.id(), List.of()).stream()
        .map(others::get)
        .filter(Objects::nonNull)
        .filter(this::shown)
        .toList();
  }

  /** The facts of a passage that no longer hold, unless none does and it is itself replaced. */
  List<Recalled.Outdated> outdated(Memory memory) {
    if (memory.validity().supersededBy() != null) {
      return List.of();
    }
    List<Recalled.Outdated> outdated = new ArrayList<>();
    for (Memory fact : facts.getOrDefault(memory.id(), List.of())) {
      Memory successor = replacedBy(fact);
      if (successor != null) {
        outdated.add(new Recalled.Outdated(fact, successor));
      }
    }
    return outdated;
  }

  private boolean shown(Memory other) {
    return other.state() == State.ACTIVE && (user == null || user.equals(other.scope().userId()));
  }
}
