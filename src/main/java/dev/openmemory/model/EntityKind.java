package dev.openmemory.model;

import java.util.Locale;

/** What sort of thing a name names. */
public enum EntityKind {
  PERSON,
  ORGANIZATION,
  PLACE,
  PROJECT,
  PRODUCT,
  /** A version, ticket, address or other key that stands for one thing. */
  IDENTIFIER,
  OTHER;

  /** The name on the wire, such as {@code person}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that wire name; {@link #OTHER} if there is none. */
  public static EntityKind ofKey(String key) {
    String asked = key.strip().toLowerCase(Locale.ROOT);
    for (EntityKind kind : values()) {
      if (kind.key().equals(asked)) {
        return kind;
      }
    }
    return asked.equals("organisation") || asked.equals("company") ? ORGANIZATION : OTHER;
  }
}
