package dev.openmemory.model;

import java.util.Locale;

/** Whether a memory can be found. Only an active memory is; the others are kept. */
public enum State {
  ACTIVE,
  PAUSED,
  ARCHIVED,
  DELETED;

  /** The name on the wire, such as {@code active}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state with that wire name.
   *
   * @throws InvalidInputException if there is none
   */
  public static State ofKey(String key) {
    for (State state : values()) {
      if (state.key().equals(key.toLowerCase(Locale.ROOT))) {
        return state;
      }
    }
    throw new InvalidInputException(
        "'" + key + "' is not a state", "Use one of active, paused, archived, deleted.");
  }
}
