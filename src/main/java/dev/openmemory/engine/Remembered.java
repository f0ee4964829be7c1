package dev.openmemory.engine;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MessageId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a {@link RememberRequest}.
 *
 * @param messages the messages stored, one per message of the request, in order
 * @param outcomes one per memory made or repeated, in the order of the messages
 * @param replacements which memories took the place of which
 * @param contradictions which memories cannot both be true, so that somebody should ask
 * @param attempts which distillers were tried for facts, in order; none where none was asked for
 */
public record Remembered(
    List<MessageId> messages,
    List<Outcome> outcomes,
    List<Replacement> replacements,
    List<Contradiction> contradictions,
    List<Attempt> attempts) {

  public Remembered {
    messages = List.copyOf(messages);
    outcomes = List.copyOf(outcomes);
    replacements = List.copyOf(replacements);
    contradictions = List.copyOf(contradictions);
    attempts = List.copyOf(attempts);
  }

  /** How many outcomes are of that kind. */
  public int count(Event event) {
    return (int) outcomes.stream().filter(outcome -> outcome.event() == event).count();
  }

  /** The distiller that the facts are of; empty where none succeeded. */
  public Optional<DistillerKind> distilledBy() {
    return attempts.stream().filter(a -> a.failure() == null).map(Attempt::kind).findFirst();
  }

  /**
   * One distiller's try.
   *
   * @param kind which kind
   * @param failure why nothing came of it, fit for a person; null if it succeeded
   * @param inputTokens tokens sent to a language model
   * @param outputTokens tokens that it answered with
   */
  public record Attempt(
      DistillerKind kind, @Nullable String failure, long inputTokens, long outputTokens) {}

  /**
   * What came of one fact or passage.
   *
   * @param event whether it is new
   * @param memory the memory made, or the older one that says the same
   * @param source the message that says it
   */
  public record Outcome(Event event, Memory memory, MessageId source) {}

  /** A memory that is no longer true, and the one that took its place. */
  public record Replacement(Memory earlier, Memory later) {}

  /** Two memories that cannot both be true. */
  public record Contradiction(Memory one, Memory other) {}

  /** What can come of a fact. */
  public enum Event {
    /** A new memory. */
    ADDED,
    /** Another sighting of a memory that exists. */
    REPEATED
  }
}
