package dev.openmemory.engine;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Draft;
import dev.openmemory.model.Claim;
import dev.openmemory.model.Mention;
import dev.openmemory.model.State;
import dev.openmemory.pipeline.Linking;
import dev.openmemory.storage.StoreWriter;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Finds out what adopted memories name, and ties them to it. Safe from any thread. */
final class Adoption {

  private final Distiller offline;
  private final Clock clock;
  private final Supplier<UUID> ids;

  Adoption(Distiller offline, Clock clock, Supplier<UUID> ids) {
    this.offline = offline;
    this.clock = clock;
    this.ids = ids;
  }

  /** The same memory with what its text names, unless that is told. */
  Adopted read(Adopted made) {
    if (!made.mentions().isEmpty() || !made.claims().isEmpty()) {
      return made;
    }
    Set<Mention> mentions = new LinkedHashSet<>();
    Set<Claim> claims = new LinkedHashSet<>();
    Conversation said = new Conversation(List.of(made.message()), List.of(), List.of());
    for (Draft draft : offline.distil(said).drafts()) {
      mentions.addAll(draft.mentions());
      claims.addAll(draft.claims());
    }
    return new Adopted(
        made.message(), made.memory(), made.history(), List.copyOf(mentions), List.copyOf(claims));
  }

  /** Ties a memory that was just stored. What nobody finds replaces nothing. */
  void link(StoreWriter writer, Adopted made) {
    if (made.memory().state() == State.ACTIVE) {
      Linking.link(writer, made.memory(), made.mentions(), made.claims(), clock.instant(), ids);
    }
  }
}
