package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Changes;
import dev.openmemory.mcp.catalogue.Hints;
import dev.openmemory.mcp.catalogue.ServerInfo;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the product offers over MCP, as a catalogue. */
public final class ProductCatalogue {

  private ProductCatalogue() {}

  /**
   * The catalogue over an engine.
   *
   * @param opening opens the engine when a call first needs it, once; when it throws, the call that
   *     needed it says why and the next call tries again
   * @param version the product's version
   */
  public static Catalogue of(Supplier<Engine> opening, String version) {
    return of(opening, version, false);
  }

  /**
   * The same over an engine that may ask the client's model.
   *
   * @param sampling whether a client that offers its model is asked to distil with it
   */
  public static Catalogue of(Supplier<Engine> opening, String version, boolean sampling) {
    OpenedEngine opened = new OpenedEngine(opening);
    Supplier<Engine> engine = opened::get;
    Changes changes = new Changes();
    MemoryResources resources = new MemoryResources(engine);
    MemoryPrompts prompts = new MemoryPrompts(engine);
    Catalogue.Builder catalogue =
        Catalogue.of(new ServerInfo("openmemory", "OpenMemory", version), text("instructions.md"))
            .changes(changes)
            .resource(resources.recent())
            .template(resources.one())
            .prompt(prompts.recall())
            .prompt(prompts.remember());
    addTools(catalogue, engine, new Notifying(changes), sampling);
    return catalogue.build();
  }

  private static void addTools(
      Catalogue.Builder catalogue, Supplier<Engine> engine, Notifying notifying, boolean sampling) {
    Remembering remembering = new Remembering(engine, notifying, sampling);
    Reading reading = new Reading(engine);
    Changing changing = new Changing(engine, notifying);
    Map<String, BiFunction<ObjectNode, CallContext, ToolResult>> functions = new LinkedHashMap<>();
    functions.put("add_memory", remembering::add);
    functions.put("search_memory", reading::search);
    functions.put("list_memories", reading::list);
    functions.put("get_memory", reading::get);
    functions.put("update_memory", changing::update);
    functions.put("delete_memory", changing::delete);
    functions.put("delete_all_memories", changing::deleteAll);
    functions.put("memory_history", reading::history);
    functions.put("search_graph", reading::graph);
    for (JsonNode described : descriptions()) {
      String name = described.path("name").asText();
      BiFunction<ObjectNode, CallContext, ToolResult> function = functions.remove(name);
      if (function == null) {
        throw new IllegalStateException("tools.json describes an unknown tool: " + name);
      }
      catalogue.tool(Tool.of(descriptor(described), function));
    }
    if (!functions.isEmpty()) {
      throw new IllegalStateException("tools.json does not describe " + functions.keySet());
    }
    catalogue.tool(unlisted("add_memories", "The older name of add_memory.", remembering::add));
    catalogue.tool(
        unlisted("delete_memories", "The older name of delete_memory.", changing::deleteSeveral));
    catalogue.tool(unlisted("get_event", "How far a write with async is.", reading::event));
  }

  private static Tool.Descriptor descriptor(JsonNode described) {
    JsonNode hints = described.path("annotations");
    return new Tool.Descriptor(
        described.path("name").asText(),
        described.path("title").asText(),
        described.path("description").asText(),
        (ObjectNode) described.path("inputSchema"),
        object(described.get("outputSchema")),
        new Hints(
            hints.path("readOnlyHint").asBoolean(),
            hints.path("destructiveHint").asBoolean(),
            hints.path("idempotentHint").asBoolean(),
            hints.path("openWorldHint").asBoolean()),
        true);
  }

  private static @Nullable ObjectNode object(@Nullable JsonNode node) {
    return node instanceof ObjectNode object ? object : null;
  }

  /** A tool that works when it is called and is not listed: what is listed costs every client. */
  private static Tool unlisted(
      String name, String what, BiFunction<ObjectNode, CallContext, ToolResult> function) {
    return Tool.of(
        new Tool.Descriptor(
            name,
            null,
            what,
            Json.mapper().createObjectNode().put("type", "object"),
            null,
            null,
            false),
        function);
  }

  private static JsonNode descriptions() {
    try {
      return Json.read(text("tools.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("tools.json is damaged", e);
    }
  }

  private static String text(String resource) {
    try (InputStream in = ProductCatalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
