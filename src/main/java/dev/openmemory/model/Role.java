package dev.openmemory.model;

import java.util.Locale;

/** Who speaks in a conversation, in the sense of chat APIs. */
public enum Role {
  USER,
  ASSISTANT,
  SYSTEM,
  TOOL;

  /** The name on the wire, such as {@code user}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role with that wire name.
   *
   * @throws InvalidInputException if there is none
   */
  public static Role ofKey(String key) {
    for (Role role : values()) {
      if (role.key().equals(key.toLowerCase(Locale.ROOT))) {
        return role;
      }
    }
    throw new InvalidInputException(
        "'" + key + "' is not a role", "Use one of user, assistant, system, tool.");
  }
}
