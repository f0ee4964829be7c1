package dev.openmemory.pipeline;

import dev.openmemory.distill.Llm;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Fact;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What enters the pipeline.
 *
 * @param utterances what was said, raw, in order
 * @param scope whose it is, defaults filled in
 * @param client the software that hands it in
 * @param infer whether facts are distilled
 * @param expiresAt from when on it is no longer found; null for never
 * @param metadata attached to every memory made
 * @param facts what the caller distilled itself
 * @param clientModel the model of the caller's client; null where it offers none
 * @param now the present
 * @param progress told the share that is done, 0…1 and rising
 */
public record Submission(
    List<Utterance> utterances,
    Scope scope,
    @Nullable String client,
    boolean infer,
    @Nullable Instant expiresAt,
    Metadata metadata,
    List<Fact> facts,
    @Nullable Llm clientModel,
    Instant now,
    DoubleConsumer progress) {

  public Submission {
    utterances = List.copyOf(utterances);
    facts = List.copyOf(facts);
  }

  /** Without facts of the caller's own; nobody follows its progress. */
  public Submission(
      List<Utterance> utterances,
      Scope scope,
      @Nullable String client,
      boolean infer,
      @Nullable Instant expiresAt,
      Metadata metadata,
      Instant now) {
    this(utterances, scope, client, infer, expiresAt, metadata, List.of(), null, now, share -> {});
  }

  /** The same without any fact: what was said, as it was said. */
  public Submission asSaid() {
    return new Submission(
        utterances, scope, client, false, expiresAt, metadata, List.of(), null, now, progress);
  }

  /**
   * One thing said.
   *
   * @param actor who said it
   * @param text what was said, raw
   * @param observedAt when it was said
   * @param id the identity of its message; null for a new one
   */
  public record Utterance(Actor actor, String text, Instant observedAt, @Nullable MessageId id) {

    /** One that gets a new identity. */
    public Utterance(Actor actor, String text, Instant observedAt) {
      this(actor, text, observedAt, null);
    }
  }
}
