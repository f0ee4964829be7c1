package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/**
 * How much a memory matters, as far as anybody has said.
 *
 * @param value 0 for hardly to 1 for very much; null where nobody has said
 * @param pinned whether it is kept as it is: it does not fade with age, and upkeep leaves it alone
 */
public record Importance(@Nullable Double value, boolean pinned) {

  /** Of a memory of which nobody has said anything. */
  public static final Importance UNSAID = new Importance(null, false);

  /** What a memory counts as of which nobody has said how much it matters. */
  public static final double ORDINARY = 0.5;

  public Importance {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new InvalidInputException(
          "the importance is " + value, "Use a number from 0 (hardly) to 1 (very much).");
    }
  }

  /** The value, or that of an ordinary memory, 0…1. */
  public double orOrdinary() {
    return value == null ? ORDINARY : value;
  }
}
