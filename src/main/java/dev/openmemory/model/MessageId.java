package dev.openmemory.model;

import java.util.UUID;

/** The identity of a message. */
public record MessageId(UUID value) implements Comparable<MessageId> {

  /**
   * Reads the canonical form, 36 characters.
   *
   * @throws InvalidInputException if it is not a UUID
   */
  public static MessageId parse(String text) {
    return new MessageId(Uuids.parse("message id", text));
  }

  @Override
  public int compareTo(MessageId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
