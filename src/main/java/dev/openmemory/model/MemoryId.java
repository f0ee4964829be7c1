package dev.openmemory.model;

import java.util.UUID;

/** The identity of a memory. */
public record MemoryId(UUID value) implements Comparable<MemoryId> {

  /**
   * Reads the canonical form, 36 characters.
   *
   * @throws InvalidInputException if it is not a UUID
   */
  public static MemoryId parse(String text) {
    return new MemoryId(Uuids.parse("memory id", text));
  }

  @Override
  public int compareTo(MemoryId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
