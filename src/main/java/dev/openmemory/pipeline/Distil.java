package dev.openmemory.pipeline;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Draft;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stage 3: turns messages into drafts of memories: the passages of every message as it was said,
 * and beside them the facts. Whatever a distiller does, no message is lost.
 */
public final class Distil {

  private final Distiller verbatim;

  /**
   * A stage that keeps passages in one way.
   *
   * @param verbatim cuts messages into passages
   */
  public Distil(Distiller verbatim) {
    this.verbatim = verbatim;
  }

  /**
   * What stage 3 hands on.
   *
   * @param inContext what stage 2 handed on
   * @param drafts in the order of the messages, of each its passages before its facts
   * @param attempts which distillers were tried for facts
   */
  public record Distilled(
      Context.InContext inContext, List<Draft> drafts, List<Distillation.Attempt> attempts) {

    public Distilled {
      drafts = List.copyOf(drafts);
      attempts = List.copyOf(attempts);
    }
  }

  /** Runs the stage. */
  Distilled apply(Context.InContext inContext) {
    Conversation conversation = inContext.conversation();
    Distillation passages = verbatim.distil(conversation);
    Distillation facts = inContext.distiller().distil(conversation);
    Map<MessageId, List<Draft>> bySource =
        Stream.concat(
                passages.drafts().stream(),
                // What a distiller leaves as it was said is a passage, and is there already.
                facts.drafts().stream().filter(d -> d.distiller() != DistillerKind.VERBATIM))
            .collect(Collectors.groupingBy(draft -> draft.source().id()));
    List<Draft> drafts = new ArrayList<>();
    for (Message message : conversation.messages()) {
      drafts.addAll(bySource.getOrDefault(message.id(), List.of()));
    }
    return new Distilled(inContext, drafts, facts.attempts());
  }
}
