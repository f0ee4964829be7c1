package dev.openmemory.config;

import java.util.Locale;

/** The values of {@link Setting#INDEX}. */
public enum IndexKind {
  /** Whichever fits the process. */
  AUTO,
  /** sqlite-vec, in the database file. */
  VEC0,
  /** In memory, in Java. */
  RESIDENT;

  /** The name on the wire, such as {@code vec0}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static IndexKind ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
