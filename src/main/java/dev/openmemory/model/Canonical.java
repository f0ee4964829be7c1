package dev.openmemory.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the memory keeps and that nothing else in it could be used to build again: what an
 * archive of the memory is a sequence of. A row refers only to rows before it.
 */
public sealed interface Canonical {

  /**
   * A value that one axis of a scope has.
   *
   * @param axis which axis
   * @param value its value
   */
  record Owner(Axis axis, String value) implements Canonical {}

  /**
   * An application of which more is known than that it wrote something.
   *
   * @param name its name
   * @param pausedAt since when it is kept out; null while it is not
   */
  record App(String name, @Nullable Instant pausedAt) implements Canonical {}

  /**
   * What was said.
   *
   * @param message the message
   */
  record Said(Message message) implements Canonical {}

  /**
   * A named thing.
   *
   * @param entity the entity
   * @param user whose it is; null where nobody owns it
   * @param createdAt when it was first named
   * @param names everything it is called, its own name included if a memory uses it
   */
  record Thing(Entity entity, @Nullable String user, Instant createdAt, List<String> names)
      implements Canonical {

    public Thing {
      names = List.copyOf(names);
    }
  }

  /**
   * A memory with all that is its own. What replaced it is a row of its own, {@link Supersession},
   * since that may have been stored later.
   *
   * @param memory the memory, its validity without a successor
   * @param cover whether facts speak for it
   * @param sightings where it was said again, oldest first
   * @param namings which things it names
   * @param relations what it says of how they are related
   * @param history what happened to it, oldest first
   * @param accesses who read it, oldest first
   * @param feedback what was thought of it, oldest first
   * @param leaning whether a search compares it by a vector that leans on what was said before
   * @param vectors its embeddings; null where they are not told
   */
  record Held(
      Memory memory,
      Cover cover,
      List<Sighting> sightings,
      List<Naming> namings,
      List<Relation> relations,
      List<HistoryEvent> history,
      List<AccessEvent> accesses,
      List<Feedback> feedback,
      boolean leaning,
      @Nullable Vectors vectors)
      implements Canonical {

    public Held {
      sightings = List.copyOf(sightings);
      namings = List.copyOf(namings);
      relations = List.copyOf(relations);
      history = List.copyOf(history);
      accesses = List.copyOf(accesses);
      feedback = List.copyOf(feedback);
    }

    /** The same with other embeddings. */
    public Held withVectors(@Nullable Vectors others) {
      return new Held(
          memory, cover, sightings, namings, relations, history, accesses, feedback, leaning,
          others);
    }
  }

  /**
   * A memory that was replaced.
   *
   * @param memory the earlier one
   * @param by the later one
   */
  record Supersession(MemoryId memory, MemoryId by) implements Canonical {}

  /**
   * A fact that was made of a passage.
   *
   * @param fact the fact
   * @param passage the passage
   */
  record Coverage(MemoryId fact, MemoryId passage) implements Canonical {}

  /**
   * Two memories that cannot both be true.
   *
   * @param one the one stored first
   * @param other the other
   * @param foundAt when that was noticed
   */
  record Conflict(MemoryId one, MemoryId other, Instant foundAt) implements Canonical {}

  /**
   * A write whose facts are or were made later.
   *
   * @param job the job
   */
  record Task(Job job) implements Canonical {}

  /** Whether facts speak for a passage. */
  enum Cover {
    /** It stands for itself. */
    NONE,
    /** It is found, and not listed. */
    COVERED,
    /** The same, and a fact of it says something else now. */
    REWORDED
  }

  /**
   * One more time that a memory was said.
   *
   * @param message which message says it
   * @param at when
   */
  record Sighting(MessageId message, Instant at) {}

  /**
   * That a memory names a thing.
   *
   * @param entity which thing
   * @param name how
   */
  record Naming(EntityId entity, String name) {}

  /**
   * The embeddings of a memory, unit vectors of one space.
   *
   * @param own of its text alone
   * @param inContext what a search compares it by; null for the same
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
  record Vectors(float[] own, float @Nullable [] inContext) {}
}
