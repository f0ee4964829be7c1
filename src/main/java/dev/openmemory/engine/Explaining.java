package dev.openmemory.engine;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sighting;
import dev.openmemory.model.State;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Gathers where a memory comes from and how it stands beside others, as far as a scope sees. */
final class Explaining {

  private final StoreReader reader;
  private final Scope within;

  Explaining(StoreReader reader, Scope within) {
    this.reader = reader;
    this.within = within;
  }

  Explanation of(MemoryId id) {
    Memory memory = Changes.found(reader, id, within);
    Changes.notDeleted(memory);
    List<Explanation.Repeat> repeats = new ArrayList<>();
    for (Sighting sighting : reader.upkeep().sightings(id)) {
      reader
          .message(sighting.message())
          .ifPresent(message -> repeats.add(Explanation.Repeat.of(sighting, message)));
    }
    MemoryId successor = memory.validity().supersededBy();
    return new Explanation(
        memory,
        reader.message(memory.provenance().message()).orElse(null),
        seen(reader.kin().replacedBy(id)),
        successor == null ? null : seen(List.of(successor)).stream().findFirst().orElse(null),
        repeats,
        seen(reader.conflicts(List.of(id)).getOrDefault(id, List.of())),
        seen(reader.passagesOf(List.of(id)).getOrDefault(id, Set.of())),
        seen(reader.factsOf(id)));
  }

  private List<Memory> seen(Collection<MemoryId> ids) {
    return reader.memories(ids).values().stream()
        .filter(memory -> within.admits(memory.scope()) && memory.state() != State.DELETED)
        .toList();
  }
}
