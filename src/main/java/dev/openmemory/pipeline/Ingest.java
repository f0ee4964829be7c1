package dev.openmemory.pipeline;

import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Stage 1: cleans what was said and gives every message its identity. */
public final class Ingest {

  private final Supplier<UUID> ids;

  public Ingest(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /**
   * What stage 1 hands on.
   *
   * @param submission as it came in
   * @param messages one per utterance
   * @param stored whether the messages are stored already
   */
  public record Ingested(Submission submission, List<Message> messages, boolean stored) {

    public Ingested {
      messages = List.copyOf(messages);
    }

    /** The messages that are still to be stored. */
    List<Message> unstored() {
      return stored ? List.of() : messages;
    }
  }

  /** Takes up messages that went through this stage before. */
  Ingested again(Submission submission, List<Message> messages) {
    return new Ingested(submission, messages, true);
  }

  /**
   * Runs the stage.
   *
   * @throws dev.openmemory.model.InvalidInputException if a text is empty or too long
   */
  Ingested apply(Submission submission) {
    List<Message> messages = new ArrayList<>();
    boolean several = submission.utterances().size() > 1;
    for (Submission.Utterance said : submission.utterances()) {
      String what = several ? "message " + (messages.size() + 1) : "the text";
      messages.add(
          new Message(
              said.id() == null ? new MessageId(ids.get()) : said.id(),
              submission.scope(),
              said.actor(),
              submission.client(),
              Text.clean(what, said.text()),
              said.observedAt(),
              submission.now()));
    }
    return new Ingested(submission, messages, false);
  }
}
