package dev.openmemory.model;

import java.util.Optional;

/** One of the four axes that own a memory. */
public enum Axis {
  USER("user_id"),
  AGENT("agent_id"),
  RUN("run_id"),
  APP("app_id");

  private final String key;

  Axis(String key) {
    this.key = key;
  }

  /** The name of this axis on every wire and in every table, such as {@code user_id}. */
  public String key() {
    return key;
  }

  /** The axis with that wire name, if there is one. */
  public static Optional<Axis> ofKey(String key) {
    for (Axis axis : values()) {
      if (axis.key.equals(key)) {
        return Optional.of(axis);
      }
    }
    return Optional.empty();
  }
}
