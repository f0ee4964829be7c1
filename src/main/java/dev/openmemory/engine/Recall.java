package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
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
    float[] vector = embedder.query(text);
    Instant now = clock.instant();
    Query query =
        new Query(
            text,
            vector,
            request.selection().within(request.scope(), now),
            request.limit(),
            request.threshold() == null ? 0 : request.threshold(),
            askedAt(request, now),
            weights.with(request.weights()));
    return store.read(
        reader -> {
          Ranking ranking = retriever.rank(reader, query);
          Map<MemoryId, Memory> memories =
              reader.memories(ranking.hits().stream().map(Ranked::id).toList());
          Standing standing = new Standing(reader, memories.values(), request.scope());
          List<Recalled.Hit> hits = new ArrayList<>();
          for (Ranked ranked : ranking.hits()) {
            Memory memory = memories.get(ranked.id());
            if (memory != null) {
              hits.add(hit(memory, ranked, standing, request.explain()));
            }
          }
          return new Recalled(hits, ranking.considered());
        });
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
