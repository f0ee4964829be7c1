package dev.openmemory.pipeline;

import dev.openmemory.distill.Distillation;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MessageId;
import java.util.List;

/**
 * What a write left behind.
 *
 * @param messages the messages stored, one per utterance, in order
 * @param outcomes in the order of the drafts; a passage is left out where facts speak for it
 * @param replacements which memories took the place of which
 * @param contradictions which memories cannot both be true
 * @param attempts which distillers were tried for facts, in order
 */
public record Committed(
    List<MessageId> messages,
    List<Outcome> outcomes,
    List<Replacement> replacements,
    List<Contradiction> contradictions,
    List<Distillation.Attempt> attempts) {

  public Committed {
    messages = List.copyOf(messages);
    outcomes = List.copyOf(outcomes);
    replacements = List.copyOf(replacements);
    contradictions = List.copyOf(contradictions);
    attempts = List.copyOf(attempts);
  }

  /**
   * What became of one draft.
   *
   * @param memory the memory made, or the one it repeats
   * @param source the message that says it
   * @param added whether it was made
   */
  public record Outcome(Memory memory, MessageId source, boolean added) {}

  /** A memory that is no longer true, and the one that took its place. */
  public record Replacement(Memory earlier, Memory later) {}

  /** Two memories that cannot both be true. */
  public record Contradiction(Memory one, Memory other) {}
}
