package dev.openmemory.model;

import java.util.Locale;
import java.util.Optional;

/** A property of a memory itself, of which a filter can ask something. */
public enum Attribute implements Filter.Field {
  USER_ID("user_id", false),
  AGENT_ID("agent_id", false),
  RUN_ID("run_id", false),
  APP_ID("app_id", false),
  ID("id", false),
  TEXT("text", false),
  ROLE("role", false),
  SPEAKER("speaker", false),
  CLIENT("client", false),
  OBSERVED("observed_at", true),
  CREATED("created_at", true),
  UPDATED("updated_at", true),
  EXPIRES("expires_at", true),
  VALID_FROM("valid_from", true),
  VALID_TO("valid_to", true);

  private final String key;
  private final boolean time;

  Attribute(String key, boolean time) {
    this.key = key;
    this.time = time;
  }

  /** The name on every wire, such as {@code observed_at}. */
  @Override
  public String key() {
    return key;
  }

  /** Whether it is a point in time; the others are words. */
  public boolean isTime() {
    return time;
  }

  /**
   * The attribute with that name, also in camel case, and a time also without its {@code _at}, if
   * there is one.
   */
  public static Optional<Attribute> ofKey(String key) {
    String plain = key.replace("_", "").toLowerCase(Locale.ROOT);
    for (Attribute attribute : values()) {
      String name = attribute.key.replace("_", "");
      if (plain.equals(name) || attribute.key.equals(key + "_at")) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
