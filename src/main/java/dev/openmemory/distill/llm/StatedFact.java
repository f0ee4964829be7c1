package dev.openmemory.distill.llm;

import java.util.List;
import java.util.OptionalInt;

/**
 * A fact as a model stated it; nothing of it is checked yet.
 *
 * @param text what it says, not blank
 * @param message the number of the message that it is from, if the model says so
 * @param entities what it names
 * @param relations what it relates
 * @param replaces numbers of known memories that it makes untrue
 */
record StatedFact(
    String text,
    OptionalInt message,
    List<Entity> entities,
    List<Relation> relations,
    List<Integer> replaces) {

  StatedFact {
    entities = List.copyOf(entities);
    relations = List.copyOf(relations);
    replaces = List.copyOf(replaces);
  }

  /**
   * A named thing.
   *
   * @param type what the model calls its kind; may be empty
   */
  record Entity(String name, String type) {}

  /** Two things and how they are related. */
  record Relation(String subject, String predicate, String object) {}
}
