package dev.openmemory.distill;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Fact;
import java.util.ArrayList;
import java.util.List;

/** Takes the facts that the caller gives, word for word. */
final class CallerDistiller implements Distiller {

  private final PassageSplitter splitter;

  CallerDistiller(PassageSplitter splitter) {
    this.splitter = splitter;
  }

  @Override
  public boolean readsContext() {
    return false;
  }

  @Override
  public Distillation distil(Conversation conversation) {
    PassageFinder finder = new PassageFinder(conversation.messages(), splitter);
    List<Draft> drafts = new ArrayList<>();
    for (Fact fact : conversation.facts()) {
      PassageFinder.Place place = finder.find(fact.text());
      drafts.add(
          new Draft(
              place.message(),
              place.passage(),
              fact.text(),
              DistillerKind.CALLER,
              null,
              fact.mentions(),
              fact.claims(),
              fact.replaces()));
    }
    return Distillation.of(DistillerKind.CALLER, drafts);
  }
}
