package dev.openmemory.config;

import java.util.Locale;

/** Where a setting's value was found; an earlier one wins. */
public enum Origin {
  OPTION,
  ENVIRONMENT,
  FILE,
  DEFAULT;

  /** The name on the wire, such as {@code environment}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
