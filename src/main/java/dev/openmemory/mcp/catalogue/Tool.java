package dev.openmemory.mcp.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Something a model can call. */
public interface Tool {

  /** What clients are told of it. */
  Descriptor descriptor();

  /**
   * Does it. Called on a worker thread, by several at once; may block. A {@link
   * dev.openmemory.model.MemoryException} becomes a result that says what to do instead.
   */
  ToolResult call(ObjectNode arguments, CallContext context);

  /** A tool made of a descriptor and a function. */
  static Tool of(Descriptor descriptor, BiFunction<ObjectNode, CallContext, ToolResult> function) {
    return new Tool() {
      @Override
      public Descriptor descriptor() {
        return descriptor;
      }

      @Override
      public ToolResult call(ObjectNode arguments, CallContext context) {
        return function.apply(arguments, context);
      }
    };
  }

  /**
   * What clients are told of a tool.
   *
   * @param name what it is called by
   * @param title its name for people
   * @param description when to use it and what comes back
   * @param inputSchema JSON Schema 2020-12 of the arguments; its member order is kept
   * @param outputSchema JSON Schema of the structured result; null when there is none
   * @param hints what may be assumed of it; null when nothing is said
   * @param listed whether lists name it; one that is not listed can still be called
   */
  record Descriptor(
      String name,
      @Nullable String title,
      String description,
      ObjectNode inputSchema,
      @Nullable ObjectNode outputSchema,
      @Nullable Hints hints,
      boolean listed) {}
}
