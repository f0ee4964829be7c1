package dev.openmemory.mcp.catalogue;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something with a fixed address that a client can read. */
public interface Resource {

  /** What clients are told of it. */
  Descriptor descriptor();

  /**
   * Reads it. Called on a worker thread; may block.
   *
   * @return at least one part
   */
  List<ResourceContents> read(CallContext context);

  /** A resource made of a descriptor and a function. */
  static Resource of(
      Descriptor descriptor, Function<CallContext, List<ResourceContents>> function) {
    return new Resource() {
      @Override
      public Descriptor descriptor() {
        return descriptor;
      }

      @Override
      public List<ResourceContents> read(CallContext context) {
        return function.apply(context);
      }
    };
  }

  /**
   * What clients are told of a resource.
   *
   * @param uri its address
   * @param name its identifier
   * @param title its name for people
   * @param description what it holds
   * @param mimeType its type
   */
  record Descriptor(
      String uri,
      String name,
      @Nullable String title,
      @Nullable String description,
      @Nullable String mimeType) {}
}
