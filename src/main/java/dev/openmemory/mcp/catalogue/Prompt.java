package dev.openmemory.mcp.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something a person can start a conversation with. */
public interface Prompt {

  /** What clients are told of it. */
  Descriptor descriptor();

  /**
   * Fills it in. Called on a worker thread; may block.
   *
   * @param arguments every required one is there
   */
  Filled get(Map<String, String> arguments, CallContext context);

  /** Values for one argument. */
  default Suggestions complete(
      String argument, String prefix, Map<String, String> others, CallContext context) {
    return Suggestions.NONE;
  }

  /**
   * What clients are told of a prompt.
   *
   * @param name what it is called by
   * @param title its name for people
   * @param description what it is for
   * @param arguments what it takes, in order
   */
  record Descriptor(
      String name, @Nullable String title, @Nullable String description, List<Argument> arguments) {

    public Descriptor {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * What a prompt takes.
   *
   * @param name its identifier
   * @param description what it is for
   * @param required whether it must be given
   */
  record Argument(String name, @Nullable String description, boolean required) {}

  /**
   * A prompt filled in.
   *
   * @param description what it is; null when the list's will do
   * @param messages the conversation it opens with
   */
  record Filled(@Nullable String description, List<Line> messages) {

    public Filled {
      messages = List.copyOf(messages);
    }
  }

  /**
   * One message of a prompt.
   *
   * @param fromAssistant whether the assistant says it; otherwise the user does
   * @param content what is said
   */
  record Line(boolean fromAssistant, Content content) {

    /** What the user says. */
    public static Line user(Content content) {
      return new Line(false, content);
    }
  }
}
