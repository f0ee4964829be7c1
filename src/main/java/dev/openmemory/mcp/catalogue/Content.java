package dev.openmemory.mcp.catalogue;

import org.jspecify.annotations.Nullable;

/** A block of something that a model can take in. */
public sealed interface Content {

  /** Text. */
  record Text(String text) implements Content {}

  /**
   * A picture.
   *
   * @param data base64
   */
  record Image(String data, String mimeType) implements Content {}

  /**
   * A sound.
   *
   * @param data base64
   */
  record Audio(String data, String mimeType) implements Content {}

  /** A resource given in full. */
  record Embedded(ResourceContents resource) implements Content {}

  /** A resource named, to be read when needed. */
  record Link(String uri, String name, @Nullable String description, @Nullable String mimeType)
      implements Content {}
}
