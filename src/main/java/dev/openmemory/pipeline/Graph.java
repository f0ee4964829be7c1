package dev.openmemory.pipeline;

import dev.openmemory.model.Claim;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Relation;
import dev.openmemory.storage.StoreWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes what memories say of named things: which they name, and how these are related. */
final class Graph {

  private static final String NAMED = "named";

  private final StoreWriter writer;
  private final Truth truth;
  private final Instant now;
  private final Supplier<UUID> ids;

  Graph(StoreWriter writer, Truth truth, Instant now, Supplier<UUID> ids) {
    this.writer = writer;
    this.truth = truth;
    this.now = now;
    this.ids = ids;
  }

  /** Links a memory; what it says already is not said twice. */
  void link(Memory memory, List<Mention> mentions, List<Claim> claims) {
    String user = memory.scope().userId();
    if (user == null) {
      return; // entities belong to a user
    }
    Resolution resolution = new Resolution(writer, user, now, ids);
    // A name that a thing is given here, and a thing's full name, come before what they explain.
    claims.stream()
        .filter(claim -> claim.predicate().equals(NAMED))
        .forEach(claim -> claim(resolution, memory, claim));
    mentions.stream()
        .sorted((a, b) -> Integer.compare(b.name().length(), a.name().length()))
        .forEach(mention -> mention(resolution, memory, mention));
    claims.stream()
        .filter(claim -> !claim.predicate().equals(NAMED))
        .forEach(claim -> claim(resolution, memory, claim));
  }

  private void claim(Resolution resolution, Memory memory, Claim claim) {
    Optional<EntityId> found = mention(resolution, memory, claim.subject());
    if (found.isEmpty()) {
      return;
    }
    EntityId subject = found.get();
    Mention object = claim.object();
    if (claim.predicate().equals(NAMED)) {
      // A name is a thing of its own, so that two can be told apart, and a name of the subject.
      writer.mention(memory.id(), subject, object);
      object = new Mention(object.name(), EntityKind.IDENTIFIER);
    }
    Optional<EntityId> related = mention(resolution, memory, object);
    if (related.isPresent() && !related.get().equals(subject)) {
      writer.add(
          new Relation(
              subject,
              claim.predicate(),
              related.get(),
              memory.id(),
              memory.validity().from(),
              memory.validity().to()));
      truth.fill(memory.id(), subject, claim, related.get());
    }
  }

  private Optional<EntityId> mention(Resolution resolution, Memory memory, Mention mention) {
    Optional<EntityId> entity = resolution.of(mention);
    entity.ifPresent(id -> writer.mention(memory.id(), id, mention));
    return entity;
  }
}
