package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.Hints;
import dev.openmemory.mcp.catalogue.Prompt;
import dev.openmemory.mcp.catalogue.Resource;
import dev.openmemory.mcp.catalogue.ResourceContents;
import dev.openmemory.mcp.catalogue.ResourceTemplate;
import dev.openmemory.mcp.catalogue.ServerInfo;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.ToolResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of the catalogue as JSON of the protocol. Members keep one order, always. */
public final class Rendering {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Rendering() {}

  /** Which software answers. */
  public static ObjectNode server(ServerInfo server) {
    return NODES
        .objectNode()
        .put("name", server.name())
        .put("title", server.title())
        .put("version", server.version());
  }

  /** A tool as lists have it. */
  public static ObjectNode tool(Tool.Descriptor tool) {
    ObjectNode node = NODES.objectNode().put("name", tool.name());
    put(node, "title", tool.title());
    node.put("description", tool.description());
    node.set("inputSchema", tool.inputSchema());
    if (tool.outputSchema() != null) {
      node.set("outputSchema", tool.outputSchema());
    }
    Hints hints = tool.hints();
    if (hints != null) {
      node.putObject("annotations")
          .put("readOnlyHint", hints.readOnly())
          .put("destructiveHint", hints.destructive())
          .put("idempotentHint", hints.idempotent())
          .put("openWorldHint", hints.openWorld());
    }
    return node;
  }

  /** What came of a tool's call. */
  public static ObjectNode toolResult(ToolResult result) {
    ObjectNode node = NODES.objectNode();
    ArrayNode content = node.putArray("content");
    result.content().forEach(block -> content.add(content(block)));
    if (result.structured() != null) {
      node.set("structuredContent", result.structured());
    }
    if (result.isError()) {
      node.put("isError", true);
    }
    return node;
  }

  /** A block of content. */
  public static ObjectNode content(Content content) {
    ObjectNode node = NODES.objectNode();
    if (content instanceof Content.Text text) {
      node.put("type", "text").put("text", text.text());
    } else if (content instanceof Content.Image image) {
      node.put("type", "image").put("data", image.data()).put("mimeType", image.mimeType());
    } else if (content instanceof Content.Audio audio) {
      node.put("type", "audio").put("data", audio.data()).put("mimeType", audio.mimeType());
    } else if (content instanceof Content.Embedded embedded) {
      node.put("type", "resource").set("resource", contents(embedded.resource()));
    } else if (content instanceof Content.Link link) {
      node.put("type", "resource_link").put("uri", link.uri()).put("name", link.name());
      put(node, "description", link.description());
      put(node, "mimeType", link.mimeType());
    }
    return node;
  }

  /** A resource as lists have it. */
  public static ObjectNode resource(Resource.Descriptor resource) {
    ObjectNode node = NODES.objectNode().put("uri", resource.uri()).put("name", resource.name());
    put(node, "title", resource.title());
    put(node, "description", resource.description());
    put(node, "mimeType", resource.mimeType());
    return node;
  }

  /** A template as lists have it. */
  public static ObjectNode template(ResourceTemplate.Descriptor template) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("uriTemplate", template.uriTemplate().toString())
            .put("name", template.name());
    put(node, "title", template.title());
    put(node, "description", template.description());
    put(node, "mimeType", template.mimeType());
    return node;
  }

  /** What reading a resource gives. */
  public static ObjectNode read(List<ResourceContents> parts) {
    ObjectNode node = NODES.objectNode();
    ArrayNode contents = node.putArray("contents");
    parts.forEach(part -> contents.add(contents(part)));
    return node;
  }

  private static ObjectNode contents(ResourceContents part) {
    ObjectNode node = NODES.objectNode().put("uri", part.uri());
    put(node, "mimeType", part.mimeType());
    if (part instanceof ResourceContents.Text text) {
      node.put("text", text.text());
    } else if (part instanceof ResourceContents.Blob blob) {
      node.put("blob", blob.blob());
    }
    return node;
  }

  /** A prompt as lists have it. */
  public static ObjectNode prompt(Prompt.Descriptor prompt) {
    ObjectNode node = NODES.objectNode().put("name", prompt.name());
    put(node, "title", prompt.title());
    put(node, "description", prompt.description());
    if (!prompt.arguments().isEmpty()) {
      ArrayNode arguments = node.putArray("arguments");
      for (Prompt.Argument argument : prompt.arguments()) {
        ObjectNode entry = arguments.addObject().put("name", argument.name());
        put(entry, "description", argument.description());
        entry.put("required", argument.required());
      }
    }
    return node;
  }

  /** A prompt filled in. */
  public static ObjectNode filled(Prompt.Filled filled) {
    ObjectNode node = NODES.objectNode();
    put(node, "description", filled.description());
    ArrayNode messages = node.putArray("messages");
    for (Prompt.Line line : filled.messages()) {
      ObjectNode message = messages.addObject();
      message.put("role", line.fromAssistant() ? "assistant" : "user");
      message.set("content", content(line.content()));
    }
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
