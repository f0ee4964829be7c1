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
import org.jspecify.annotations.Nullable;

/** What is known against memories that were found: what replaced them, what they contradict. */
final class Standing {

  private final Map<MemoryId, List<MemoryId>> conflicts;
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
    for (Memory memory : memories) {
      passages.put(memory.id(), memory.id());
      if (memory.provenance().distiller() == DistillerKind.VERBATIM) {
        // What is known against a fact is known against the passage it was made of.
        reader.factsOf(memory.id()).forEach(fact -> passages.put(fact, memory.id()));
      }
    }
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
    memories.stream()
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

  private boolean shown(Memory other) {
    return other.state() == State.ACTIVE && (user == null || user.equals(other.scope().userId()));
  }
}
