package dev.openmemory.model;

/**
 * The order of a listing; ties are settled by id, in the same direction.
 *
 * @param by what decides
 * @param descending whether the greatest comes first
 */
public record Sort(By by, boolean descending) {

  /** What was said last comes first. */
  public static final Sort NEWEST = new Sort(By.OBSERVED, true);

  /** What a listing can be ordered by. */
  public enum By {
    OBSERVED("observed_at"),
    CREATED("created_at"),
    UPDATED("updated_at"),
    /** By the first 64 characters, without regard to the case of a…z. */
    TEXT("text");

    private final String key;

    By(String key) {
      this.key = key;
    }

    /** The name on every wire, such as {@code observed_at}. */
    public String key() {
      return key;
    }
  }

  /**
   * Reads {@code observed_at}, {@code created_at}, {@code updated_at} or {@code text}, with a minus
   * in front for the greatest first.
   */
  public static Sort parse(String text) {
    boolean descending = text.startsWith("-");
    String name = descending ? text.substring(1) : text;
    for (By by : By.values()) {
      if (by.key.equals(name) || by.key.equals(name + "_at")) {
        return new Sort(by, descending);
      }
    }
    throw new InvalidInputException(
        "'" + text + "' is not an order",
        "Use observed_at, created_at, updated_at or text, with a minus for the greatest first.");
  }
}
