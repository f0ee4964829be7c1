package dev.openmemory.storage;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Relation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a transaction may change of entities and relations. */
public interface GraphWriter {

  /**
   * Stores an entity. It is kept as long as a memory names it.
   *
   * @param user whose it is; null if nobody's in particular
   */
  void add(Entity entity, @Nullable String user, Instant at);

  /** Replaces the name and kind of a stored entity. */
  void update(Entity entity);

  /** Notes that a memory names an entity, by that name. */
  void mention(MemoryId memory, EntityId entity, Mention as);

  /** Stores a relation, whose memory names both its entities. Twice is once. */
  void add(Relation relation);

  /** Ends, or reopens, what a memory says of how things are related; null reopens. */
  void endRelations(MemoryId memory, @Nullable Instant at);

  /** Notes that two memories contradict each other. Twice is once. */
  void conflict(MemoryId one, MemoryId other, Instant at);

  /** Takes back that two memories contradict each other. */
  void settle(MemoryId one, MemoryId other);
}
