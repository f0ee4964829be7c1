package dev.openmemory.distill;

import dev.openmemory.model.Fact;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import java.util.List;

/**
 * What a distiller sees.
 *
 * @param messages the new messages, in order
 * @param before the last messages of the same run, oldest first
 * @param related memories of the same scope that the new messages may repeat or replace
 * @param facts what the caller distilled itself
 */
public record Conversation(
    List<Message> messages, List<Message> before, List<Memory> related, List<Fact> facts) {

  public Conversation {
    messages = List.copyOf(messages);
    before = List.copyOf(before);
    related = List.copyOf(related);
    facts = List.copyOf(facts);
  }

  /** A conversation of which the caller distilled nothing. */
  public Conversation(List<Message> messages, List<Message> before, List<Memory> related) {
    this(messages, before, related, List.of());
  }
}
