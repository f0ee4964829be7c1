package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.GraphRequest;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.JobId;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.util.Set;
import java.util.function.Supplier;

/** Does the tools that only read. */
final class Reading {

  private static final int MOST = 100;

  private static final Set<String> SEARCH_KEYS =
      Set.of("query", "limit", "threshold", "explain", "user_id", "agent_id", "run_id", "app_id");

  private static final Set<String> GRAPH_KEYS =
      Set.of("query", "to", "hops", "limit", "as_of", "user_id", "agent_id", "run_id", "app_id");

  private static final Set<String> LIST_KEYS =
      Set.of("state", "limit", "cursor", "user_id", "agent_id", "run_id", "app_id");

  private static final Set<String> ID_KEYS = Set.of("memory_id");
  private static final Set<String> EVENT_KEYS = Set.of("event_id");

  private final Supplier<Engine> engine;

  Reading(Supplier<Engine> engine) {
    this.engine = engine;
  }

  ToolResult search(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, SEARCH_KEYS);
    RecallRequest request =
        new RecallRequest(
            arguments.requiredText("query"),
            ScopeArguments.of(arguments, context),
            arguments.integer("limit", 10, 1, MOST),
            arguments.fraction("threshold"),
            arguments.flag("explain").orElse(false),
            ScopeArguments.caller(context));
    return ToolResult.structured(MemoryJson.recalled(engine.get().recall(request)));
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
            arguments.time("as_of").orElse(null),
            ScopeArguments.caller(context));
    return ToolResult.structured(GraphJson.of(engine.get().graph(request)));
  }

  ToolResult list(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, LIST_KEYS);
    State state = arguments.text("state").map(State::ofKey).orElse(State.ACTIVE);
    return ToolResult.structured(
        MemoryJson.page(
            engine
                .get()
                .list(
                    ScopeArguments.of(arguments, context),
                    Set.of(state),
                    arguments.text("cursor").map(Cursor::new).orElse(null),
                    arguments.integer("limit", 25, 1, MOST),
                    ScopeArguments.caller(context))));
  }

  ToolResult get(ObjectNode given, CallContext context) {
    MemoryId id = id(Arguments.of(given, ID_KEYS));
    Memory memory =
        engine.get().get(id, ScopeArguments.visible(context), ScopeArguments.caller(context));
    return ToolResult.structured(MemoryJson.of(memory, engine.get().source(memory).orElse(null)));
  }

  ToolResult history(ObjectNode given, CallContext context) {
    MemoryId id = id(Arguments.of(given, ID_KEYS));
    Scope visible = ScopeArguments.visible(context);
    return ToolResult.structured(MemoryJson.history(id, engine.get().history(id, visible)));
  }

  ToolResult event(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, EVENT_KEYS);
    JobId id = JobId.parse(arguments.requiredText("event_id"));
    return ToolResult.structured(
        JobJson.of(engine.get().jobs().find(id, ScopeArguments.visible(context))));
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
