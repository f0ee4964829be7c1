package dev.openmemory.mcp.catalogue;

import java.util.Locale;
import java.util.Optional;

/** How grave a message to the client's log is, least first. */
public enum LogLevel {
  DEBUG,
  INFO,
  NOTICE,
  WARNING,
  ERROR,
  CRITICAL,
  ALERT,
  EMERGENCY;

  /** The name on the wire, such as {@code info}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level with that wire name. */
  public static Optional<LogLevel> ofKey(String key) {
    for (LogLevel level : values()) {
      if (level.key().equals(key)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
