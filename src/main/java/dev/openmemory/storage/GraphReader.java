package dev.openmemory.storage;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Relation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The questions a store answers about entities and relations, all from one snapshot. */
public interface GraphReader {

  /**
   * An entity and how much is known of it.
   *
   * @param entity the entity
   * @param memories how many memories name it, among those that were asked for
   */
  record Known(Entity entity, long memories) {}

  /** Those of the entities that exist. */
  Map<EntityId, Entity> entities(Collection<EntityId> ids);

  /**
   * The entities that bear a name of one of those forms, by form; a form that nothing bears is
   * absent.
   *
   * @param user whose entities; null for those of every user
   * @param forms as {@code NameForm} makes them
   */
  Map<String, List<Entity>> entitiesNamed(@Nullable String user, Collection<String> forms);

  /**
   * The entities that bear a name of several words whose form starts with those words.
   *
   * @param user whose entities; null for those of every user
   * @param limit at least 1
   */
  List<Entity> entitiesStarting(@Nullable String user, String form, int limit);

  /**
   * The entities that memories name, most named first, ties by name.
   *
   * @param filter which memories count; covered passages do not
   * @param words the start of any word of a name, or several words; empty for all entities
   * @param limit at least 1
   */
  List<Known> entitiesIn(MemoryFilter filter, String words, int limit);

  /** Every name of an entity, the fullest first. */
  List<String> names(EntityId entity);

  /**
   * The relations that have one of the entities on either side.
   *
   * @param filter which memories may prove a relation
   * @param at relations that had ended by then are left out
   * @param limit at least 1; the newest are given
   */
  List<Relation> relations(
      Collection<EntityId> entities, MemoryFilter filter, Instant at, int limit);

  /**
   * The relations of one subject and predicate that had not ended at a time, whatever the state of
   * the memories that prove them, oldest first.
   */
  List<Relation> relationsFrom(EntityId subject, String predicate, Instant at);

  /** The entities that each of the memories names; a memory that names none is absent. */
  Map<MemoryId, List<Entity>> entitiesOf(Collection<MemoryId> memories);

  /**
   * The memories that name each of the entities, and the passages that those cover, newest first;
   * an entity that none names is absent.
   *
   * @param filter which memories may be given
   * @param limit at least 1, for each entity
   */
  Map<EntityId, List<MemoryId>> memoriesNaming(
      Collection<EntityId> entities, MemoryFilter filter, int limit);

  /** The memories that contradict each of the memories; a memory without such is absent. */
  Map<MemoryId, List<MemoryId>> conflicts(Collection<MemoryId> memories);
}
