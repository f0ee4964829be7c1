package dev.openmemory.pipeline;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Voice;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds stored memories that repeat another one, as {@link Embed} would have found them had they
 * come in later. A memory repeats another only if nothing of it would be missed.
 */
public final class Repeats {

  private static final int NEIGHBOURS = 10;

  private static final Comparator<Memory> EARLIER =
      Comparator.comparing((Memory memory) -> !memory.importance().pinned())
          .thenComparing(Memory::createdAt)
          .thenComparing(Memory::id);

  private final StoreReader reader;
  private final Instant now;

  /** What one snapshot says at a time. */
  public Repeats(StoreReader reader, Instant now) {
    this.reader = reader;
    this.now = now;
  }

  /** The ids of the memories that may repeat others. */
  public List<MemoryId> candidates() {
    return reader.ids(MemoryFilter.active(Scope.ANY, now));
  }

  /** The memory that another one repeats, which is pinned or was stored before it. */
  public Optional<Memory> repeatedBy(MemoryId id) {
    Memory repeat = reader.memory(id).orElse(null);
    if (repeat == null || !standing(repeat) || repeat.importance().pinned()) {
      return Optional.empty();
    }
    float[] vector = reader.upkeep().vector(id).orElse(null);
    if (vector == null) {
      return Optional.empty();
    }
    List<MemoryId> near =
        reader.alike(vector, MemoryFilter.active(repeat.scope(), now), NEIGHBOURS).stream()
            .filter(hit -> !hit.id().equals(id))
            .filter(hit -> hit.score() >= Likeness.COSINE)
            .map(ScoredId::id)
            .toList();
    return reader.memories(near).values().stream()
        .filter(kept -> EARLIER.compare(kept, repeat) < 0)
        .filter(kept -> says(kept, repeat))
        .filter(kept -> reader.factsOf(kept.id()).isEmpty())
        .filter(kept -> missesNothing(kept, repeat))
        .min(EARLIER);
  }

  private static boolean standing(Memory memory) {
    return memory.state() == State.ACTIVE && memory.validity().to() == null;
  }

  private static boolean says(Memory kept, Memory repeat) {
    return standing(kept)
        && kept.scope().equals(repeat.scope())
        && verbatim(kept) == verbatim(repeat)
        && kept.provenance().actor().equals(repeat.provenance().actor())
        && Likeness.sameWords(Voice.indexed(kept), Voice.indexed(repeat));
  }

  private static boolean verbatim(Memory memory) {
    return memory.provenance().distiller() == DistillerKind.VERBATIM;
  }

  private boolean missesNothing(Memory kept, Memory repeat) {
    return (repeat.metadata().isEmpty() || repeat.metadata().equals(kept.metadata()))
        && (repeat.importance().value() == null || repeat.importance().equals(kept.importance()))
        && (kept.expiresAt() == null || kept.expiresAt().equals(repeat.expiresAt()))
        && reader.kin().replacedBy(repeat.id()).isEmpty()
        && reader.conflicts(List.of(repeat.id())).isEmpty()
        && named(kept).containsAll(named(repeat));
  }

  private Set<EntityId> named(Memory memory) {
    Map<MemoryId, List<Entity>> named = reader.entitiesOf(List.of(memory.id()));
    return named.getOrDefault(memory.id(), List.of()).stream()
        .map(Entity::id)
        .collect(Collectors.toSet());
  }
}
