package dev.openmemory.mcp.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A family of resources whose addresses are made from a template. */
public interface ResourceTemplate {

  /** What clients are told of it. */
  Descriptor descriptor();

  /**
   * Reads one of the family. Called on a worker thread; may block.
   *
   * @param uri the address as the client wrote it
   * @param values what fills the template's holes
   * @return at least one part
   * @throws dev.openmemory.model.NotFoundException if there is no such resource
   */
  List<ResourceContents> read(String uri, Map<String, String> values, CallContext context);

  /** Values for one hole of the template. */
  default Suggestions complete(
      String argument, String prefix, Map<String, String> others, CallContext context) {
    return Suggestions.NONE;
  }

  /**
   * What clients are told of a template.
   *
   * @param uriTemplate its addresses
   * @param name its identifier
   * @param title its name for people
   * @param description what such resources hold
   * @param mimeType the type of all of them
   */
  record Descriptor(
      UriTemplate uriTemplate,
      String name,
      @Nullable String title,
      @Nullable String description,
      @Nullable String mimeType) {}
}
