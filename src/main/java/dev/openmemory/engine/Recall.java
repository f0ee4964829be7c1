package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Text;
import dev.openmemory.retrieval.Query;
import dev.openmemory.retrieval.Ranked;
import dev.openmemory.retrieval.Ranking;
import dev.openmemory.retrieval.Reranking;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.retrieval.Weights;
import dev.openmemory.storage.MemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers questions. */
final class Recall {

  private final MemoryStore store;
  private final Embedder embedder;
  private final Optional<Reranking> reranking;
  private final Retriever retriever;
  private final Weights weights;
  private final Clock clock;

  Recall(
      MemoryStore store,
      Embedder embedder,
      Optional<Reranking> reranking,
      Weights weights,
      Clock clock) {
    this.store = store;
    this.embedder = embedder;
    this.reranking = reranking;
    this.retriever = new Retriever(reranking);
    this.weights = reranking.map(it -> it.beside(weights)).orElse(weights);
    this.clock = clock;
  }

  Recalled answer(RecallRequest request) {
    String text = Text.clean("the query", request.query());
    RecallPage page = RecallPage.of(request);
    long start = System.nanoTime();
    float[] vector = embedder.query(Query.subject(text));
    double embedding = (System.nanoTime() - start) / 1e6;
    Instant now = clock.instant();
    Query query =
        new Query(
            text,
            vector,
            request.selection().within(request.scope(), now),
            page.end(),
            request.threshold() == null ? 0 : request.threshold(),
            askedAt(request, now),
            weights.with(request.weights()));
    boolean calibrated = embedder.space().model().equals(EmbeddingModels.DEFAULT);
    Found found =
        store.read(
            reader -> {
              Ranking ranking = retriever.rank(reader, query);
              List<Ranked> shown = ranking.hits();
              boolean more = shown.size() > page.start() + request.limit();
              shown = shown.subList(Math.min(page.start(), shown.size()), shown.size());
              shown = shown.subList(0, Math.min(request.limit(), shown.size()));
              Map<MemoryId, Memory> memories =
                  reader.memories(shown.stream().map(Ranked::id).toList());
              Standing standing = new Standing(reader, memories.values(), request.scope());
              List<Recalled.Hit> hits = new ArrayList<>();
              for (Ranked ranked : shown) {
                Memory memory = memories.get(ranked.id());
                if (memory != null) {
                  hits.add(hit(memory, ranked, standing, request.explain()));
                }
              }
              return new Found(ranking, hits, more);
            });
    Packing packing =
        request.maxTokens() == null
            ? new Packing(found.hits(), found.hits().size(), 0)
            : Packing.of(found.hits(), request.maxTokens(), embedder::countTokens);
    boolean more = found.more() || packing.looked() < found.hits().size();
    return new Recalled(
        packing.hits(),
        found.ranking().considered(),
        more ? page.next(packing.looked(), request) : null,
        packing.omitted(),
        request.explain() ? work(found.ranking(), embedding) : null,
        calibrated ? found.ranking().answerability() : null);
  }

  /** A page of a ranking, and whether it goes on. */
  private record Found(Ranking ranking, List<Recalled.Hit> hits, boolean more) {}

  private static Recalled.Work work(Ranking ranking, double embedding) {
    Map<String, Double> millis = new LinkedHashMap<>();
    millis.put("embed", embedding);
    millis.putAll(ranking.millis());
    return new Recalled.Work(ranking.sources(), millis);
  }

  private static Instant askedAt(RecallRequest request, Instant now) {
    Instant asOf = request.selection().asOf();
    if (request.askedAt() != null) {
      return request.askedAt();
    }
    return asOf == null ? now : asOf;
  }

  void warmUp() {
    float[] vector = embedder.query("warm up");
    MemoryFilter filter = MemoryFilter.active(Scope.ANY, clock.instant());
    store.<Object>read(reader -> reader.nearest(vector, filter, 1));
    reranking.ifPresent(Reranking::warmUp);
  }

  private static Recalled.Hit hit(
      Memory memory, Ranked ranked, Standing standing, boolean explain) {
    List<Recalled.Signal> signals =
        explain
            ? ranked.parts().stream()
                .map(
                    part ->
                        new Recalled.Signal(part.signal(), part.raw(), part.value(), part.weight()))
                .toList()
            : List.of();
    return new Recalled.Hit(
        memory,
        ranked.score(),
        signals,
        standing.replacedBy(memory),
        standing.conflicts(memory),
        standing.outdated(memory));
  }
}
