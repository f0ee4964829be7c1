package dev.openmemory.mcp.tools;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Line;
import dev.openmemory.engine.Recalled;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Resource;
import dev.openmemory.mcp.catalogue.ResourceContents;
import dev.openmemory.mcp.catalogue.ResourceTemplate;
import dev.openmemory.mcp.catalogue.Suggestions;
import dev.openmemory.mcp.catalogue.UriTemplate;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Page;
import dev.openmemory.model.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Memories as resources: one by its id, and the newest. */
final class MemoryResources {

  static final String RECENT = "memory://recent";

  private static final int NEWEST = 20;
  private static final String JSON_TYPE = "application/json";

  private final Supplier<Engine> engine;

  MemoryResources(Supplier<Engine> engine) {
    this.engine = engine;
  }

  static String uri(MemoryId id) {
    return "memory://" + id;
  }

  Resource recent() {
    return Resource.of(
        new Resource.Descriptor(
            RECENT,
            "recent",
            "Recent memories",
            "The " + NEWEST + " newest memories, newest first.",
            "text/markdown"),
        context -> {
          StringBuilder lines = new StringBuilder();
          for (Memory memory : newest(NEWEST, context).items()) {
            lines.append(line(memory)).append('\n');
          }
          String text = lines.isEmpty() ? "Nothing is remembered yet.\n" : lines.toString();
          return List.of(new ResourceContents.Text(RECENT, "text/markdown", text));
        });
  }

  /** A memory that was found as a line of Markdown, with what is known against it. */
  static String line(Recalled.Hit hit) {
    return "- " + Line.of(hit);
  }

  /** A memory as a line of Markdown. */
  static String line(Memory memory) {
    return "- "
        + memory.text().replace("\n", " ")
        + " ("
        + memory.provenance().actor().label()
        + ", "
        + memory.observedAt().toString().substring(0, 10)
        + ", id "
        + memory.id()
        + ")";
  }

  ResourceTemplate one() {
    return new ResourceTemplate() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor(
            new UriTemplate("memory://{id}"),
            "memory",
            "A memory",
            "One memory in full, with the message it comes from.",
            JSON_TYPE);
      }

      @Override
      public List<ResourceContents> read(
          String uri, Map<String, String> values, CallContext context) {
        String id = values.get("id");
        if (id == null) {
          throw new NotFoundException("the address has no id", "Read memory://{id}.");
        }
        Memory memory =
            engine
                .get()
                .get(
                    MemoryId.parse(id),
                    ScopeArguments.visible(context),
                    ScopeArguments.caller(context));
        String text =
            Json.write(
                MemoryJson.of(
                    memory,
                    engine.get().source(memory, ScopeArguments.caller(context)).orElse(null)));
        return List.of(new ResourceContents.Text(uri, JSON_TYPE, text));
      }

      @Override
      public Suggestions complete(
          String argument, String prefix, Map<String, String> others, CallContext context) {
        return new Suggestions(
            newest(Suggestions.MAX, context).items().stream()
                .map(memory -> memory.id().toString())
                .filter(id -> id.startsWith(prefix))
                .toList(),
            false);
      }
    };
  }

  private Page<Memory> newest(int limit, CallContext context) {
    return engine
        .get()
        .list(
            ScopeArguments.visible(context),
            Set.of(State.ACTIVE),
            null,
            limit,
            ScopeArguments.caller(context));
  }
}
