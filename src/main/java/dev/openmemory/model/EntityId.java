package dev.openmemory.model;

import java.util.UUID;

/** The identity of an entity. */
public record EntityId(UUID value) implements Comparable<EntityId> {

  @Override
  public int compareTo(EntityId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
