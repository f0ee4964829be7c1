package dev.openmemory.engine;

import dev.openmemory.distill.Llm;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Fact;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What to remember.
 *
 * @param messages what was said, in order, 1…{@link #MAX_MESSAGES}
 * @param scope whose it is
 * @param caller the software that hands it in
 * @param infer whether facts are distilled; false keeps every message as it was said
 * @param observedAt when it was said, unless a message says otherwise; null for now
 * @param expiresAt from when on it is no longer found; null for never
 * @param metadata what the caller attaches to every memory made
 * @param facts what the caller distilled itself, at most {@link #MAX_FACTS}; nothing else is then
 *     distilled
 * @param clientModel the model of the caller's client, to distil with where no other does; null
 *     where it offers none
 * @param progress told the share that is done, 0…1 and rising, while long work goes on
 */
public record RememberRequest(
    List<Said> messages,
    Scope scope,
    Caller caller,
    boolean infer,
    @Nullable Instant observedAt,
    @Nullable Instant expiresAt,
    Metadata metadata,
    List<Fact> facts,
    @Nullable Llm clientModel,
    DoubleConsumer progress) {

  /** The most messages of one request. */
  public static final int MAX_MESSAGES = 1_000;

  /** The most facts of one request. */
  public static final int MAX_FACTS = 200;

  /**
   * One message to remember.
   *
   * @param actor who said it
   * @param text what was said, raw
   * @param observedAt when it was said; null for the request's time
   * @param id the identity that it has elsewhere, and is to have here; null for a new one
   */
  public record Said(
      Actor actor, String text, @Nullable Instant observedAt, @Nullable MessageId id) {

    /** A message that gets a new identity. */
    public Said(Actor actor, String text, @Nullable Instant observedAt) {
      this(actor, text, observedAt, null);
    }
  }

  public RememberRequest {
    messages = List.copyOf(messages);
    facts = List.copyOf(facts);
    if (messages.isEmpty()) {
      throw new InvalidInputException(
          "there is nothing to remember", "Give a text or at least one message.");
    }
    if (messages.size() > MAX_MESSAGES) {
      throw new InvalidInputException(
          messages.size() + " messages in one call; the limit is " + MAX_MESSAGES,
          "Split them over several calls.");
    }
    if (facts.size() > MAX_FACTS) {
      throw new InvalidInputException(
          facts.size() + " facts in one call; the limit is " + MAX_FACTS,
          "Split them over several calls.");
    }
  }

  /** Of which nobody follows the progress. */
  public RememberRequest(
      List<Said> messages,
      Scope scope,
      Caller caller,
      boolean infer,
      @Nullable Instant observedAt,
      @Nullable Instant expiresAt,
      Metadata metadata,
      List<Fact> facts,
      @Nullable Llm clientModel) {
    this(
        messages,
        scope,
        caller,
        infer,
        observedAt,
        expiresAt,
        metadata,
        facts,
        clientModel,
        share -> {});
  }

  /** Without facts of the caller's own. */
  public RememberRequest(
      List<Said> messages,
      Scope scope,
      Caller caller,
      boolean infer,
      @Nullable Instant observedAt,
      @Nullable Instant expiresAt,
      Metadata metadata) {
    this(messages, scope, caller, infer, observedAt, expiresAt, metadata, List.of(), null);
  }

  /** Without a model of the caller's client. */
  public RememberRequest(
      List<Said> messages,
      Scope scope,
      Caller caller,
      boolean infer,
      @Nullable Instant observedAt,
      @Nullable Instant expiresAt,
      Metadata metadata,
      List<Fact> facts) {
    this(messages, scope, caller, infer, observedAt, expiresAt, metadata, facts, null);
  }

  /** The same with a model of the caller's client. */
  public RememberRequest withClientModel(Llm model) {
    return with(messages, model, progress);
  }

  /** The same, whose progress somebody follows. */
  public RememberRequest reporting(DoubleConsumer follower) {
    return with(messages, clientModel, follower);
  }

  /** The same with other messages. */
  public RememberRequest withMessages(List<Said> others) {
    return with(others, clientModel, progress);
  }

  private RememberRequest with(List<Said> others, @Nullable Llm model, DoubleConsumer follower) {
    return new RememberRequest(
        others, scope, caller, infer, observedAt, expiresAt, metadata, facts, model, follower);
  }

  /** One text said by the user, now. */
  public static RememberRequest text(String text, Scope scope, Caller caller) {
    return new RememberRequest(
        List.of(new Said(Actor.USER, text, null)), scope, caller, true, null, null, Metadata.EMPTY);
  }
}
