package dev.openmemory.mcp.catalogue;

import org.jspecify.annotations.Nullable;

/** What reading a resource gives. */
public sealed interface ResourceContents {

  /** The resource. */
  String uri();

  /** Its type; null when unknown. */
  @Nullable String mimeType();

  /** A resource that is text. */
  record Text(String uri, @Nullable String mimeType, String text) implements ResourceContents {}

  /**
   * A resource that is bytes.
   *
   * @param blob base64
   */
  record Blob(String uri, @Nullable String mimeType, String blob) implements ResourceContents {}
}
