package dev.openmemory.model;

import java.util.UUID;

/** The identity of a job; callers know it as the id of an event. */
public record JobId(UUID value) {

  /**
   * Reads the canonical form, 36 characters.
   *
   * @throws InvalidInputException if it is not a UUID
   */
  public static JobId parse(String text) {
    return new JobId(Uuids.parse("event id", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
