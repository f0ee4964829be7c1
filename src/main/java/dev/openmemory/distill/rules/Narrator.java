package dev.openmemory.distill.rules;

import dev.openmemory.model.Actor;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.Role;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who speaks in a message, and to whom.
 *
 * @param name what stands for "I": {@code User}, a person's name, or {@code Assistant}
 * @param listener what stands for "you"; empty where that is not known
 * @param assistant whether it is an assistant
 */
record Narrator(String name, Optional<String> listener, boolean assistant) {

  /** What stands for "I" in the words of an assistant without a name; no entity. */
  static final String ASSISTANT = "Assistant";

  /** Only an agent that notes what it did speaks so of the user. */
  private static final Pattern AGENT =
      Pattern.compile(
          "(?i)\\b(?:promised|told|asked|advised|reminded|assured|informed|owe|and) the user\\b"
              + "|^the user\\b(?!s)");

  /** The one who speaks in the message, among those who speak in the conversation. */
  static Narrator of(Message message, List<Message> conversation) {
    Actor actor = message.actor();
    boolean assistant = actor.role() == Role.ASSISTANT;
    if (assistant) {
      return new Narrator(
          Optional.ofNullable(actor.name()).orElse(ASSISTANT), Optional.of(Mention.USER), true);
    }
    String name = actor.name();
    if (name == null && AGENT.matcher(message.text()).find()) {
      return new Narrator(ASSISTANT, Optional.of(Mention.USER), false);
    }
    if (name == null) {
      return new Narrator(Mention.USER, Optional.of("the assistant"), false);
    }
    List<String> others =
        conversation.stream()
            .map(Message::actor)
            .filter(other -> other.role() == Role.USER)
            .flatMap(other -> Optional.ofNullable(other.name()).stream())
            .filter(other -> !other.equals(name))
            .distinct()
            .limit(2)
            .toList();
    return new Narrator(
        name, others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty(), false);
  }
}
