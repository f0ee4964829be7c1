package dev.openmemory.mcp.tools;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.Prompt;
import dev.openmemory.mcp.catalogue.Suggestions;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Prompts a person can start with. */
final class MemoryPrompts {

  private static final int RECALLED = 15;

  private final Supplier<Engine> engine;

  MemoryPrompts(Supplier<Engine> engine) {
    this.engine = engine;
  }

  Prompt recall() {
    return prompt(
        "recall",
        "What do you remember about…",
        "Brings what is remembered about a topic into the conversation.",
        new Prompt.Argument("topic", "What to recall", true),
        this::recalled);
  }

  Prompt remember() {
    return prompt(
        "remember",
        "Remember this conversation",
        "Asks the assistant to store what matters of the conversation so far.",
        new Prompt.Argument("focus", "What matters most", false),
        MemoryPrompts::instructed);
  }

  private String recalled(Map<String, String> arguments, CallContext context) {
    String topic = Objects.requireNonNull(arguments.get("topic"));
    Recalled found =
        engine
            .get()
            .recall(
                new RecallRequest(
                    topic,
                    ScopeArguments.of(arguments, context),
                    RECALLED,
                    null,
                    false,
                    ScopeArguments.caller(context)));
    if (found.hits().isEmpty()) {
      return "Nothing is remembered about: "
          + topic
          + "\n\nTell me so, and ask what I want you to know.";
    }
    StringBuilder text =
        new StringBuilder("This is remembered about: ").append(topic).append("\n\n");
    found.hits().forEach(hit -> text.append(MemoryResources.line(hit)).append('\n'));
    return text.append("\nSum up what bears on it, newest first where they disagree.").toString();
  }

  private static String instructed(Map<String, String> arguments, CallContext context) {
    StringBuilder text =
        new StringBuilder(
            "Go through our conversation so far. For each lasting fact, preference, decision or"
                + " plan of mine call add_memory once, with one self-contained statement: names"
                + " and dates instead of pronouns and \"tomorrow\".");
    Optional.ofNullable(arguments.get("focus"))
        .filter(focus -> !focus.isBlank())
        .ifPresent(focus -> text.append(" What matters most: ").append(focus).append('.'));
    for (Axis axis : Axis.values()) {
      ScopeArguments.of(arguments, context)
          .get(axis)
          .ifPresent(
              value ->
                  text.append(" Use ")
                      .append(axis.key())
                      .append(" \"")
                      .append(value)
                      .append("\"."));
    }
    return text.append(" Then list what you stored.").toString();
  }

  private Prompt prompt(
      String name,
      String title,
      String description,
      Prompt.Argument first,
      BiFunction<Map<String, String>, CallContext, String> function) {
    List<Prompt.Argument> arguments = new ArrayList<>();
    arguments.add(first);
    for (Axis axis : Axis.values()) {
      arguments.add(new Prompt.Argument(axis.key(), "Only memories of this " + axis.key(), false));
    }
    Prompt.Descriptor descriptor = new Prompt.Descriptor(name, title, description, arguments);
    return new Prompt() {
      @Override
      public Descriptor descriptor() {
        return descriptor;
      }

      @Override
      public Filled get(Map<String, String> given, CallContext context) {
        return new Filled(
            null, List.of(Line.user(new Content.Text(function.apply(given, context)))));
      }

      @Override
      public Suggestions complete(
          String argument, String prefix, Map<String, String> others, CallContext context) {
        return Axis.ofKey(argument)
            .map(axis -> scopeValues(axis, prefix, others, context))
            .orElse(Suggestions.NONE);
      }
    };
  }

  private Suggestions scopeValues(
      Axis axis, String prefix, Map<String, String> others, CallContext context) {
    Scope within = ScopeArguments.of(others, context);
    Scope elsewhere = context.fixedUser().isPresent() ? within : within.with(axis, null);
    return new Suggestions(
        engine
            .get()
            .scopeValues(
                axis, elsewhere, prefix, Suggestions.MAX + 1, ScopeArguments.caller(context)),
        false);
  }
}
