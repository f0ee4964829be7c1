package dev.openmemory.distill.rules;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Draft;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.model.Claim;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.Role;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes facts by rules, without a language model: always there, and the same every time. */
public final class RulesDistiller implements Distiller {

  private static final Maker MAKER = new Maker("rules", "1");

  private final PassageSplitter splitter;

  /**
   * A distiller.
   *
   * @param splitter cuts messages into the passages that facts are counted to
   */
  public RulesDistiller(PassageSplitter splitter) {
    this.splitter = splitter;
  }

  @Override
  public boolean readsContext() {
    return false;
  }

  @Override
  public Distillation distil(Conversation conversation) {
    List<Message> heard = new ArrayList<>(conversation.before());
    heard.addAll(conversation.messages());
    List<Draft> drafts = new ArrayList<>();
    for (Message message : conversation.messages()) {
      boolean speaks =
          message.actor().role() == Role.USER || message.actor().role() == Role.ASSISTANT;
      if (speaks) {
        distil(message, Narrator.of(message, heard), drafts);
      }
    }
    return Distillation.of(DistillerKind.RULES, drafts);
  }

  private void distil(Message message, Narrator narrator, List<Draft> drafts) {
    Sentences splitting = new Sentences();
    List<List<List<String>>> passages = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (String passage : splitter.split(message.text())) {
      List<List<String>> paragraphs = splitting.paragraphs(passage);
      passages.add(paragraphs);
      paragraphs.forEach(sentences::addAll);
    }
    List<Token> tokens = new ArrayList<>();
    sentences.forEach(sentence -> tokens.addAll(Token.of(sentence)));
    if (!English.is(tokens)) {
      return;
    }
    Names names = Names.in(sentences);
    LocalDate said = message.observedAt().atZone(ZoneOffset.UTC).toLocalDate();
    Telling telling = new Telling(narrator, names, said);
    Set<String> told = new HashSet<>();
    for (int i = 0; i < passages.size(); i++) {
      for (String fact : telling.passage(passages.get(i))) {
        if (told.add(fact)) {
          drafts.add(draft(message, i, fact, names, narrator));
        }
      }
    }
  }

  private static Draft draft(
      Message message, int passage, String fact, Names names, Narrator narrator) {
    List<Token> tokens = Token.of(fact);
    Mention self = new Mention(narrator.name(), EntityKind.PERSON);
    List<Names.Span> spans = new ArrayList<>(names.spans(tokens));
    List<Claim> claims = Relations.in(tokens, spans, self);
    Set<Mention> mentions = new LinkedHashSet<>();
    if (!narrator.name().equals(Narrator.ASSISTANT) && fact.contains(narrator.name())) {
      mentions.add(self);
    }
    spans.forEach(span -> mentions.add(span.mention()));
    return new Draft(
        message,
        passage,
        fact,
        DistillerKind.RULES,
        MAKER,
        List.copyOf(mentions),
        claims,
        List.of());
  }
}
