package dev.openmemory.model;

import java.util.UUID;

/** The identity of an entity. */
public record EntityId(UUID value) implements Comparable<EntityId> {

  /**
   * Reads the canonical form, 36 characters.
   *
   * @throws InvalidInputException if it is not a UUID
   */
  public static EntityId parse(String text) {
    return new EntityId(Uuids.parse("entity id", text));
  }

  @Override
  public int compareTo(EntityId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
