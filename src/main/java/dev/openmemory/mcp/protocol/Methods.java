package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Change;
import dev.openmemory.mcp.catalogue.Prompt;
import dev.openmemory.mcp.catalogue.Resource;
import dev.openmemory.mcp.catalogue.ResourceTemplate;
import dev.openmemory.mcp.catalogue.Suggestions;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The methods that both eras have, over a catalogue: lists in pages, calls, reads, prompts,
 * completion. Results lack what only one era has. Safe for any thread.
 */
public final class Methods {

  /** How many entries a page of a list has. */
  public static final int PAGE = 100;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NAMES =
      Set.of(
          "tools/list",
          "tools/call",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "prompts/list",
          "prompts/get",
          "completion/complete");

  private final Catalogue catalogue;
  private final int page;

  /** The methods over a catalogue. */
  public Methods(Catalogue catalogue) {
    this(catalogue, PAGE);
  }

  Methods(Catalogue catalogue, int page) {
    this.catalogue = catalogue;
    this.page = page;
  }

  /** The methods answered here. */
  public static Set<String> names() {
    return NAMES;
  }

  /** What the server can do, as discovery and initialisation tell it. */
  public ObjectNode capabilities() {
    ObjectNode capabilities = NODES.objectNode();
    capabilities.putObject("logging");
    capabilities.putObject("completions");
    announced(capabilities.putObject("prompts"), Change.Listing.PROMPTS);
    announced(capabilities.putObject("resources").put("subscribe", true), Change.Listing.RESOURCES);
    announced(capabilities.putObject("tools"), Change.Listing.TOOLS);
    return capabilities;
  }

  private void announced(ObjectNode capability, Change.Listing listing) {
    capability.put("listChanged", catalogue.changing().contains(listing));
  }

  /**
   * Answers a request.
   *
   * @throws RpcException if it cannot be answered
   * @throws InputNeededException if the client has to answer first (stateless era)
   */
  public ObjectNode invoke(String method, ObjectNode params, CallContext context) {
    try {
      return switch (method) {
        case "tools/list" ->
            list("tools", catalogue.listedTools(), t -> Rendering.tool(t.descriptor()), params);
        case "tools/call" -> callTool(params, context);
        case "resources/list" ->
            list(
                "resources",
                catalogue.resources(),
                r -> Rendering.resource(r.descriptor()),
                params);
        case "resources/templates/list" ->
            list(
                "resourceTemplates",
                catalogue.templates(),
                t -> Rendering.template(t.descriptor()),
                params);
        case "resources/read" -> read(params, context);
        case "prompts/list" ->
            list("prompts", catalogue.prompts(), p -> Rendering.prompt(p.descriptor()), params);
        case "prompts/get" -> prompt(params, context);
        case "completion/complete" -> complete(params, context);
        default -> throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "No such method: " + method);
      };
    } catch (RuntimeException | Error e) { // also a library that cannot be loaded gets an answer
      throw Failures.rpc(method, e);
    }
  }

  private <T> ObjectNode list(
      String member, List<T> all, Function<T, ObjectNode> rendering, ObjectNode params) {
    int from = Offsets.read(params.get("cursor"), all.size());
    int to = Math.min(all.size(), from + page);
    ObjectNode result = NODES.objectNode();
    ArrayNode entries = result.putArray(member);
    all.subList(from, to).forEach(entry -> entries.add(rendering.apply(entry)));
    if (to < all.size()) {
      result.put("nextCursor", Offsets.write(to));
    }
    return result;
  }

  private ObjectNode callTool(ObjectNode params, CallContext context) {
    String name = string(params, "name");
    Tool tool =
        catalogue
            .tool(name)
            .orElseThrow(() -> new RpcException(ErrorCode.INVALID_PARAMS, "Unknown tool: " + name));
    ObjectNode arguments = object(params, "arguments");
    ToolResult result;
    try {
      result = tool.call(arguments, context);
    } catch (RuntimeException | Error e) {
      result = Failures.toolResult(name, e);
    }
    return Rendering.toolResult(result);
  }

  private ObjectNode read(ObjectNode params, CallContext context) {
    String uri = string(params, "uri");
    try {
      Optional<Resource> resource = catalogue.resource(uri);
      if (resource.isPresent()) {
        return Rendering.read(resource.get().read(context));
      }
      for (ResourceTemplate template : catalogue.templates()) {
        Optional<Map<String, String>> values = template.descriptor().uriTemplate().match(uri);
        if (values.isPresent()) {
          return Rendering.read(template.read(uri, values.get(), context));
        }
      }
    } catch (RuntimeException | Error e) {
      throw Failures.resource(uri, e);
    }
    throw Failures.noSuchResource(uri);
  }

  private ObjectNode prompt(ObjectNode params, CallContext context) {
    String name = string(params, "name");
    Prompt prompt = promptNamed(name);
    Map<String, String> arguments = strings(object(params, "arguments"), "arguments");
    for (Prompt.Argument argument : prompt.descriptor().arguments()) {
      if (argument.required() && !arguments.containsKey(argument.name())) {
        throw new RpcException(
            ErrorCode.INVALID_PARAMS,
            "The prompt " + name + " needs the argument " + argument.name());
      }
    }
    return Rendering.filled(prompt.get(arguments, context));
  }

  private Prompt promptNamed(String name) {
    return catalogue
        .prompt(name)
        .orElseThrow(() -> new RpcException(ErrorCode.INVALID_PARAMS, "Unknown prompt: " + name));
  }

  private ObjectNode complete(ObjectNode params, CallContext context) {
    ObjectNode reference = object(params, "ref");
    ObjectNode argument = object(params, "argument");
    String name = string(argument, "name");
    String prefix = argument.path("value").asText("");
    Map<String, String> others =
        strings(object(object(params, "context"), "arguments"), "context.arguments");
    Suggestions found =
        switch (string(reference, "type")) {
          case "ref/prompt" ->
              promptNamed(string(reference, "name")).complete(name, prefix, others, context);
          case "ref/resource" ->
              templateNamed(string(reference, "uri")).complete(name, prefix, others, context);
          default ->
              throw new RpcException(
                  ErrorCode.INVALID_PARAMS, "ref.type must be ref/prompt or ref/resource");
        };
    ObjectNode result = NODES.objectNode();
    ObjectNode completion = result.putObject("completion");
    ArrayNode values = completion.putArray("values");
    found.values().forEach(values::add);
    completion.put("hasMore", found.hasMore());
    return result;
  }

  private ResourceTemplate templateNamed(String uri) {
    return catalogue.templates().stream()
        .filter(t -> t.descriptor().uriTemplate().toString().equals(uri))
        .findFirst()
        .orElseThrow(() -> Failures.noSuchResource(uri));
  }

  private static String string(ObjectNode params, String name) {
    String value = params.path(name).textValue();
    if (value == null) {
      throw new RpcException(ErrorCode.INVALID_PARAMS, name + " must be a string");
    }
    return value;
  }

  private static ObjectNode object(ObjectNode params, String name) {
    JsonNode value = params.get(name);
    if (value == null || value.isNull()) {
      return NODES.objectNode();
    }
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new RpcException(ErrorCode.INVALID_PARAMS, name + " must be an object");
  }

  private static Map<String, String> strings(ObjectNode object, String name) {
    Map<String, String> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isTextual()) {
                throw new RpcException(
                    ErrorCode.INVALID_PARAMS, name + "." + entry.getKey() + " must be a string");
              }
              values.put(entry.getKey(), entry.getValue().textValue());
            });
    return values;
  }
}
