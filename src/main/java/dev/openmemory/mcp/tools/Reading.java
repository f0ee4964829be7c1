package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.GraphRequest;
import dev.openmemory.engine.Line;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.Selection;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.JobId;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does the tools that only read. */
final class Reading {

  private static final int MOST = 100;
  private static final int MOST_TOKENS = 1_000_000;

  /** How many hits are tried where the tokens are what bounds an answer. */
  private static final int ROOMY = 50;

  private static final String NOTHING = "Nothing that fits is remembered.";

  private static final Set<String> SEARCH_KEYS =
      Set.of(
          "query",
          "filter",
          "as_of",
          "latest_only",
          "state",
          "max_tokens",
          "limit",
          "cursor",
          "threshold",
          "explain",
          "user_id",
          "agent_id",
          "run_id",
          "app_id");

  private static final Set<String> GRAPH_KEYS =
      Set.of("query", "to", "hops", "limit", "as_of", "user_id", "agent_id", "run_id", "app_id");

  private static final Set<String> LIST_KEYS =
      Set.of(
          "filter",
          "as_of",
          "latest_only",
          "state",
          "sort",
          "limit",
          "cursor",
          "user_id",
          "agent_id",
          "run_id",
          "app_id");

  private static final Set<String> ID_KEYS = Set.of("memory_id");
  private static final Set<String> EVENT_KEYS = Set.of("event_id");

  private final Supplier<Engine> engine;

  Reading(Supplier<Engine> engine) {
    this.engine = engine;
  }

  ToolResult search(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, SEARCH_KEYS);
    Integer maxTokens =
        arguments.has("max_tokens")
            ? (Integer) arguments.integer("max_tokens", 1, 1, MOST_TOKENS)
            : null;
    RecallRequest request =
        new RecallRequest(
            arguments.requiredText("query"),
            ScopeArguments.of(arguments, context),
            arguments.integer("limit", maxTokens == null ? 10 : ROOMY, 1, MOST),
            arguments.fraction("threshold"),
            arguments.flag("explain").orElse(false),
            ScopeArguments.caller(context));
    Recalled answer =
        engine.get().recall(request.of(selection(arguments)).page(cursor(arguments), maxTokens));
    ObjectNode data = MemoryJson.recalled(answer);
    if (maxTokens == null) {
      return ToolResult.structured(data);
    }
    String lines = answer.hits().stream().map(Line::of).collect(Collectors.joining("\n"));
    return new ToolResult(
        List.of(new Content.Text(lines.isEmpty() ? NOTHING : lines)), data, false);
  }

  private static Selection selection(Arguments arguments) {
    return new Selection(
        arguments.filter("filter"),
        arguments.states("state"),
        arguments.asOf("as_of").orElse(null),
        arguments.flag("latest_only").orElse(false));
  }

  private static @Nullable Cursor cursor(Arguments arguments) {
    return arguments.text("cursor").map(Cursor::new).orElse(null);
  }

  ToolResult graph(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, GRAPH_KEYS);
    GraphRequest request =
        new GraphRequest(
            arguments.text("query").orElse(""),
            arguments.text("to").orElse(null),
            ScopeArguments.of(arguments, context),
            arguments.integer("hops", GraphRequest.DEFAULT_HOPS, 1, GraphRequest.MAX_HOPS),
            arguments.integer("limit", 10, 1, MOST),
            arguments.asOf("as_of").orElse(null),
            ScopeArguments.caller(context));
    return ToolResult.structured(GraphJson.of(engine.get().graph(request)));
  }

  ToolResult list(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, LIST_KEYS);
    ListRequest request =
        new ListRequest(
            ScopeArguments.of(arguments, context),
            selection(arguments),
            arguments.text("sort").map(Sort::parse).orElse(Sort.NEWEST),
            cursor(arguments),
            arguments.integer("limit", 25, 1, MOST),
            ScopeArguments.caller(context));
    return ToolResult.structured(MemoryJson.page(engine.get().list(request)));
  }

  ToolResult get(ObjectNode given, CallContext context) {
    MemoryId id = id(Arguments.of(given, ID_KEYS));
    Scope visible = ScopeArguments.visible(context);
    return ToolResult.structured(
        ExplanationJson.of(engine.get().explain(id, visible, ScopeArguments.caller(context))));
  }

  ToolResult history(ObjectNode given, CallContext context) {
    MemoryId id = id(Arguments.of(given, ID_KEYS));
    Scope visible = ScopeArguments.visible(context);
    return ToolResult.structured(
        MemoryJson.history(id, engine.get().history(id, visible, ScopeArguments.caller(context))));
  }

  ToolResult event(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, EVENT_KEYS);
    JobId id = JobId.parse(arguments.requiredText("event_id"));
    return ToolResult.structured(
        JobJson.of(
            engine
                .get()
                .jobs()
                .find(id, ScopeArguments.visible(context), ScopeArguments.caller(context))));
  }

  /** The memory that a call is about. */
  static MemoryId id(Arguments arguments) {
    String text = arguments.requiredText("memory_id");
    try {
      return MemoryId.parse(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("memory_id: " + e.problem(), e.remedy(), e);
    }
  }
}
