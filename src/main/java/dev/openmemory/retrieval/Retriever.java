package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the memories that answer a query: what is near in meaning and what shares words, joined by
 * what the best of these lead to, every candidate measured by every signal and ranked by the
 * weighted sum. Where there is a re-ranker it reads the best of them once more. Safe from any
 * thread.
 */
public final class Retriever {

  private static final List<Signal> SIGNALS =
      List.of(
          new SemanticSignal(),
          new KeywordSignal(),
          new NeighbourSignal(),
          new AnsweredSignal(),
          new SpeakerSignal(),
          new RoleSignal(),
          WishSignal.standing(),
          WishSignal.preference(),
          new StatementSignal(),
          new SubstanceSignal(),
          new PersonalSignal(),
          new NameSignal(),
          new TimeSignal(),
          new DateSignal(),
          new ValiditySignal(),
          new RecencySignal());

  private final Optional<Reranking> reranking;

  /** A retriever without a re-ranker. */
  public Retriever() {
    this(Optional.empty());
  }

  /**
   * A retriever.
   *
   * @param reranking what reads the best hits again, owned by the caller
   */
  public Retriever(Optional<Reranking> reranking) {
    this.reranking = reranking;
  }

  /** The best answers, from one snapshot. */
  public Ranking rank(StoreReader store, Query query) {
    Timing timing = new Timing();
    Evidence.Found found = Evidence.Found.in(store, query);
    timing.done("search");
    Evidence evidence = Evidence.of(store, query, found);
    timing.done("gather");
    Words words = new Words(evidence.candidates());
    double answerability = Answerability.of(evidence, words);
    Map<String, Integer> sources = new LinkedHashMap<>();
    sources.put("semantic", found.near().size());
    sources.put("keyword", found.matching().size());
    Set<MemoryId> wishes = Wishes.of(store, query);
    if (!wishes.isEmpty()) {
      sources.put(WishSignal.STANDING, wishes.size());
      evidence = joined(store, evidence, words, wishes);
    }
    Tally tally = measured(evidence, words);
    if (query.weights().of(Bridges.NAME) > 0) {
      Bridges bridges = Bridges.from(store, tally, words);
      Set<MemoryId> reached = new LinkedHashSet<>(bridges.steps().keySet());
      sources.put(Bridges.NAME, reached.size());
      if (!evidence.ids().containsAll(reached)) {
        tally = measured(joined(store, evidence, words, reached), words);
      }
      tally.add(Bridges.NAME, bridges.measure(tally.evidence(), words));
    }
    Tally whole = tally;
    whole.measure(SessionSignal.NAME, () -> SessionSignal.measure(whole));
    whole.measure(EchoSignal.NAME, () -> EchoSignal.measure(whole, words));
    whole.measure(DecaySignal.NAME, () -> DecaySignal.measure(store, whole.evidence()));
    whole.measure(BreadthSignal.NAME, () -> BreadthSignal.measure(whole));
    timing.done("measure");
    if (reranking.isPresent() && query.weights().of(Reranking.NAME) > 0) {
      reranking.get().judge(whole);
      timing.done(Reranking.NAME);
    }
    List<Ranked> hits = hits(store, whole);
    timing.done("choose");
    return new Ranking(
        hits, whole.evidence().candidates().size(), sources, timing.steps(), answerability);
  }

  /** The evidence with further candidates, whose words are read as well. */
  private static Evidence joined(
      StoreReader store, Evidence evidence, Words words, Set<MemoryId> further) {
    Set<MemoryId> unknown = new LinkedHashSet<>(further);
    unknown.removeAll(evidence.ids());
    Evidence more = evidence.with(store, unknown);
    words.add(more.candidates());
    return more;
  }

  private static Tally measured(Evidence evidence, Words words) {
    Tally tally = new Tally(evidence);
    SIGNALS.forEach(tally::measure);
    tally.measure(PhraseSignal.NAME, () -> PhraseSignal.measure(evidence, words));
    tally.measure(EventSignal.NAME, () -> EventSignal.measure(evidence, words));
    tally.measure(TopicSignal.NAME, () -> TopicSignal.measure(evidence, words));
    return tally;
  }

  /** The answers: those over the threshold, one of each passage and its facts. */
  private static List<Ranked> hits(StoreReader store, Tally tally) {
    Query query = tally.evidence().query();
    List<Ranked> ranked = new ArrayList<>();
    Map<MemoryId, MessageId> messages = new HashMap<>();
    Map<MemoryId, String> texts = new HashMap<>();
    for (int i : tally.bestFirst()) {
      Ranked hit = tally.ranked(i);
      if (hit.score() >= query.threshold()) {
        ranked.add(hit);
        Candidate candidate = tally.evidence().candidates().get(i);
        texts.put(hit.id(), candidate.sketch().text());
        if (candidate.sketch().verbatim()) {
          messages.put(hit.id(), candidate.sketch().message());
        }
      }
    }
    List<Ranked> distinct = OneOfMessage.first(OneOfPassage.of(store, ranked, texts), messages);
    return distinct.subList(0, Math.min(query.limit(), distinct.size()));
  }
}
