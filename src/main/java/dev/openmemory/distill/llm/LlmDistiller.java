package dev.openmemory.distill.llm;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Draft;
import dev.openmemory.distill.Llm;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model distil: one question for a write, or as many as it takes to hold the new
 * messages. An answer that cannot be read is asked for once more. If a question stays without a
 * usable answer nothing is distilled, and the attempt says why.
 */
public final class LlmDistiller implements Distiller {

  /** More questions than this for one write cost more than their facts are worth. */
  private static final int MOST_WINDOWS = 24;

  private final Llm llm;
  private final PassageSplitter splitter;

  /**
   * A distiller by one model.
   *
   * @param splitter cuts messages as the verbatim memories are cut
   */
  public LlmDistiller(Llm llm, PassageSplitter splitter) {
    this.llm = llm;
    this.splitter = splitter;
  }

  @Override
  public boolean readsContext() {
    return true;
  }

  @Override
  public Distillation distil(Conversation conversation) {
    Tally tally = new Tally();
    List<Window> windows =
        Window.over(conversation.messages(), splitter, Prompt.windowTokens(llm.contextTokens()));
    if (windows.size() > MOST_WINDOWS) {
      return failed(
          tally,
          "the text would take "
              + windows.size()
              + " questions to the model; the limit is "
              + MOST_WINDOWS);
    }
    List<Memory> known = Prompt.shown(conversation.related(), llm.contextTokens());
    Drafting drafting = new Drafting(conversation.messages(), known, splitter, llm);
    List<Draft> drafts = new ArrayList<>();
    try {
      for (Window window : windows) {
        Llm.Question question =
            Prompt.question(window, conversation.before(), known, llm.contextTokens());
        Optional<List<StatedFact>> facts = ask(question, tally);
        if (facts.isEmpty()) {
          return failed(tally, llm.name() + " gave no facts in JSON, though asked twice");
        }
        drafts.addAll(drafting.drafts(window, facts.get(), tally.model));
      }
    } catch (MemoryException e) {
      return failed(tally, e.problem());
    }
    return new Distillation(
        drafts, List.of(new Distillation.Attempt(llm.kind(), null, tally.input, tally.output)));
  }

  private Optional<List<StatedFact>> ask(Llm.Question question, Tally tally) {
    Llm.Answer answer = tally.note(llm.ask(question));
    Optional<List<StatedFact>> facts = AnswerReader.read(answer.text());
    if (facts.isPresent()) {
      return facts;
    }
    Llm.Answer repaired = tally.note(llm.ask(Prompt.repair(question, answer.text())));
    return AnswerReader.read(repaired.text());
  }

  private Distillation failed(Tally tally, String why) {
    return new Distillation(
        List.of(), List.of(new Distillation.Attempt(llm.kind(), why, tally.input, tally.output)));
  }

  /** What the questions of one write cost, and which model answered. */
  private static final class Tally {
    private long input;
    private long output;
    private @Nullable String model;

    Llm.Answer note(Llm.Answer answer) {
      input += answer.inputTokens();
      output += answer.outputTokens();
      if (answer.model() != null && !answer.model().isBlank()) {
        model = answer.model();
      }
      return answer;
    }
  }
}
