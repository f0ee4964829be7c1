package dev.openmemory.distill;

import java.util.ArrayList;
import java.util.List;

/**
 * Several distillers, of which the first that succeeds counts. A success without any fact ends the
 * chain too: not all that is said is worth a fact. If none succeeds there are no drafts, and the
 * attempts say why.
 */
final class DistillerChain implements Distiller {

  private final List<Distiller> distillers;
  private final Tally tally;

  /**
   * A chain of these, in order.
   *
   * @param tally notes every attempt
   */
  DistillerChain(List<Distiller> distillers, Tally tally) {
    this.distillers = List.copyOf(distillers);
    this.tally = tally;
  }

  @Override
  public boolean readsContext() {
    return distillers.stream().anyMatch(Distiller::readsContext);
  }

  @Override
  public Distillation distil(Conversation conversation) {
    List<Distillation.Attempt> attempts = new ArrayList<>();
    for (Distiller distiller : distillers) {
      Distillation distillation = distiller.distil(conversation);
      distillation.attempts().forEach(tally::note);
      attempts.addAll(distillation.attempts());
      if (distillation.successful()) {
        return new Distillation(distillation.drafts(), attempts);
      }
    }
    return new Distillation(List.of(), attempts);
  }
}
