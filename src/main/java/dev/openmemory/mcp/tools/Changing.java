package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Revision;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the tools that correct and forget. */
final class Changing {

  private static final String NEVER = "never";

  private static final Set<String> UPDATE_KEYS =
      Set.of(
          "memory_id",
          "text",
          "metadata",
          "state",
          "expires_at",
          "importance",
          "pinned",
          "restore");

  private static final Set<String> ALL_KEYS =
      Set.of("user_id", "agent_id", "run_id", "app_id", "confirm");

  private final Supplier<Engine> engine;
  private final Notifying notifying;

  Changing(Supplier<Engine> engine, Notifying notifying) {
    this.engine = engine;
    this.notifying = notifying;
  }

  ToolResult update(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, UPDATE_KEYS);
    State state = arguments.text("state").map(State::ofKey).orElse(null);
    if (state == State.DELETED) {
      throw new InvalidInputException(
          "update_memory does not delete", "Call delete_memory with this memory_id.");
    }
    if (arguments.flag("restore").orElse(false)) {
      return restored(arguments, context);
    }
    Revision revision =
        new Revision(
            Reading.id(arguments),
            arguments.text("text").orElse(null),
            arguments.metadata("metadata").orElse(null),
            state,
            expiry(arguments),
            importance(arguments),
            arguments.flag("pinned").orElse(null));
    Memory memory =
        engine
            .get()
            .revise(revision, ScopeArguments.visible(context), ScopeArguments.caller(context));
    notifying.changed(memory.id());
    return ToolResult.structured(MemoryJson.of(memory));
  }

  private ToolResult restored(Arguments arguments, CallContext context) {
    if (arguments.has("text")
        || arguments.has("metadata")
        || arguments.has("state")
        || arguments.has("expires_at")
        || arguments.has("importance")
        || arguments.has("pinned")) {
      throw new InvalidInputException(
          "restore is given with another change",
          "Restore the memory first, then change it in a second call.");
    }
    Memory memory =
        engine
            .get()
            .restore(
                Reading.id(arguments),
                ScopeArguments.visible(context),
                ScopeArguments.caller(context));
    notifying.changed(memory.id());
    return ToolResult.structured(MemoryJson.of(memory));
  }

  /** How much it matters; null where it stays. */
  @SuppressWarnings("NullableOptional") // as in Revision
  private static @Nullable Optional<Double> importance(Arguments arguments) {
    Double importance = arguments.fraction("importance");
    return importance == null ? null : Optional.of(importance);
  }

  /** A new expiry; empty for never; null where it stays. */
  @SuppressWarnings("NullableOptional") // as in Revision
  private static @Nullable Optional<Instant> expiry(Arguments arguments) {
    if (!arguments.has("expires_at")) {
      return null;
    }
    if (arguments.text("expires_at").filter(NEVER::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    return arguments.time("expires_at");
  }

  ToolResult delete(ObjectNode given, CallContext context) {
    MemoryId id = Reading.id(Arguments.of(given, Set.of("memory_id")));
    forget(id, context);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putArray("deleted").add(id.toString());
    return ToolResult.structured(result);
  }

  /** As the older OpenMemory had it: several ids, of which some may be unknown. */
  ToolResult deleteSeveral(ObjectNode given, CallContext context) {
    List<String> ids = Arguments.of(given, Set.of("memory_ids")).ids("memory_ids");
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode deleted = result.putArray("deleted");
    ArrayNode failed = result.putArray("failed");
    for (String id : ids) {
      try {
        forget(MemoryId.parse(id), context);
        deleted.add(id);
      } catch (MemoryException e) {
        failed.addObject().put("memory_id", id).put("problem", e.advice());
      }
    }
    return new ToolResult(List.of(new Content.Text(result.toString())), result, deleted.isEmpty());
  }

  private void forget(MemoryId id, CallContext context) {
    engine.get().forget(id, ScopeArguments.visible(context), ScopeArguments.caller(context));
    notifying.changed(id);
  }

  /** Deletes only when the caller says how many, which it learns from a first call. */
  ToolResult deleteAll(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, ALL_KEYS);
    Scope scope = ScopeArguments.of(arguments, context);
    if (scope.isAny()) {
      throw new InvalidInputException(
          "no scope is given",
          "Say whose memories: give at least one of user_id, agent_id, run_id, app_id.");
    }
    Map<State, Long> counts = engine.get().stats(scope, ScopeArguments.caller(context)).memories();
    long there =
        counts.entrySet().stream()
            .filter(count -> count.getKey() != State.DELETED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (there == 0) {
      return ToolResult.structured(result.put("deleted", 0));
    }
    int confirmed = arguments.integer("confirm", -1, 0, Integer.MAX_VALUE);
    if (confirmed != there) {
      result.put("deleted", 0).put("would_delete", there);
      result.put(
          "next",
          "Nothing was deleted. If the user really wants these "
              + there
              + " memories gone, call again with confirm "
              + there
              + ".");
      return ToolResult.structured(result);
    }
    long deleted = engine.get().forgetAll(scope, ScopeArguments.caller(context));
    notifying.recent();
    return ToolResult.structured(result.put("deleted", deleted));
  }
}
