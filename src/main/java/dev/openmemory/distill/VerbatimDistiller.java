package dev.openmemory.distill;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Message;
import java.util.ArrayList;
import java.util.List;

/** Keeps every message as it was said, cut into passages that embed well. */
public final class VerbatimDistiller implements Distiller {

  private final PassageSplitter splitter;

  public VerbatimDistiller(PassageSplitter splitter) {
    this.splitter = splitter;
  }

  @Override
  public boolean readsContext() {
    return false;
  }

  @Override
  public Distillation distil(Conversation conversation) {
    List<Draft> drafts = new ArrayList<>();
    for (Message message : conversation.messages()) {
      List<String> passages = splitter.split(message.text());
      for (int i = 0; i < passages.size(); i++) {
        drafts.add(Draft.verbatim(message, i, passages.get(i)));
      }
    }
    return Distillation.of(DistillerKind.VERBATIM, drafts);
  }
}
