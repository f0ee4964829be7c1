package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Deferred;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Fact;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does {@code add_memory}. */
final class Remembering {

  private static final Set<String> KEYS =
      Set.of(
          "text",
          "messages",
          "facts",
          "user_id",
          "agent_id",
          "run_id",
          "app_id",
          "metadata",
          "infer",
          "async",
          "observed_at",
          "expires_at");

  private static final Set<String> MESSAGE_KEYS = Set.of("role", "content", "name", "observed_at");
  private static final String EXAMPLE = "[{\"role\": \"user\", \"content\": \"…\"}]";

  private final Supplier<Engine> engine;
  private final Notifying notifying;
  private final boolean sampling;

  Remembering(Supplier<Engine> engine, Notifying notifying, boolean sampling) {
    this.engine = engine;
    this.notifying = notifying;
    this.sampling = sampling;
  }

  ToolResult add(ObjectNode given, CallContext context) {
    Arguments arguments = Arguments.of(given, KEYS);
    List<Fact> facts = FactArguments.of(arguments);
    List<RememberRequest.Said> said = said(arguments, facts);
    RememberRequest request =
        new RememberRequest(
            said,
            ScopeArguments.of(arguments, context),
            ScopeArguments.caller(context),
            arguments.flag("infer").orElse(true),
            arguments.time("observed_at").orElse(null),
            arguments.time("expires_at").orElse(null),
            arguments.metadata("metadata").orElse(Metadata.EMPTY),
            facts,
            sampling ? SamplingLlm.of(context.peer()).orElse(null) : null);
    double total = said.size() + 1.0; // the last step is the write
    context.progress().report(0, total, "reading");
    AtomicReference<Double> reported = new AtomicReference<>(0.0);
    RememberRequest followed =
        request.reporting(
            share -> {
              // What others changed meanwhile is embedded again; a progress only rises.
              if (share > reported.getAndAccumulate(share, Math::max)) {
                context.progress().report(share * said.size(), total, "embedded");
              }
            });
    Deferred deferred =
        arguments.flag("async").orElse(false) ? engine.get().rememberLater(followed) : null;
    Remembered remembered =
        deferred == null ? engine.get().remember(followed) : deferred.remembered();
    context.progress().report(total, total, "stored");
    remembered.outcomes().forEach(outcome -> notifying.changed(outcome.memory().id()));
    return ToolResult.structured(
        deferred == null ? MemoryJson.remembered(remembered) : JobJson.of(deferred));
  }

  private static List<RememberRequest.Said> said(Arguments arguments, List<Fact> facts) {
    boolean text = arguments.has("text");
    if (!facts.isEmpty() && !text && !arguments.has("messages")) {
      String all = facts.stream().map(Fact::text).collect(Collectors.joining("\n"));
      return List.of(new RememberRequest.Said(Actor.USER, all, null));
    }
    if (text == arguments.has("messages")) {
      throw new InvalidInputException(
          text ? "both text and messages are given" : "neither text nor messages is given",
          "Give text for one statement, or messages for a conversation: " + EXAMPLE);
    }
    if (text) {
      return List.of(new RememberRequest.Said(Actor.USER, arguments.requiredText("text"), null));
    }
    List<RememberRequest.Said> all = new ArrayList<>();
    for (Arguments message :
        arguments.objects("messages", MESSAGE_KEYS, EXAMPLE).orElse(List.of())) {
      all.add(
          new RememberRequest.Said(
              new Actor(role(message), message.text("name").orElse(null)),
              message.requiredText("content"),
              message.time("observed_at").orElse(null)));
    }
    return all;
  }

  private static Role role(Arguments message) {
    String key = message.requiredText("role");
    try {
      return Role.ofKey(key);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(message.place("role") + ": " + e.problem(), e.remedy(), e);
    }
  }
}
