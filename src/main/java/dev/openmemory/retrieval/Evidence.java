package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.Sketch;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candidates for a query and all that signals are measured from.
 *
 * @param query the question
 * @param candidates in a fixed order
 * @param said the best BM25 score of each message, of all that share words with the query
 * @param leastCosine of the candidates that were found by meaning or word
 * @param mostCosine of the same
 * @param mostKeyword the query's best BM25 score
 */
record Evidence(
    Query query,
    List<Candidate> candidates,
    Map<MessageId, Double> said,
    double leastCosine,
    double mostCosine,
    double mostKeyword) {

  /** How many memories are taken by meaning, and how many by word. */
  private static final int EACH = 200;

  /** How many memories by word lend weight to their neighbours. */
  private static final int HEARD = 400;

  Evidence {
    candidates = List.copyOf(candidates);
  }

  /** What the searches of one query found. */
  record Found(List<ScoredId> near, List<ScoredId> matching) {

    /** Searches by meaning and by word. */
    static Found in(StoreReader store, Query query) {
      int each = Math.max(EACH, query.limit());
      List<String> terms = query.terms();
      return new Found(
          store.nearest(query.vector(), query.filter(), each),
          terms.isEmpty()
              ? List.of()
              : store.matching(terms, query.filter(), Math.max(HEARD, query.limit())));
    }
  }

  /** Gathers what is known of the memories found. */
  static Evidence of(StoreReader store, Query query, Found found) {
    Map<MemoryId, Double> keywords = new LinkedHashMap<>();
    found.matching().forEach(hit -> keywords.put(hit.id(), hit.score()));
    Map<MemoryId, Double> cosines = new HashMap<>();
    Set<MemoryId> chosen = new LinkedHashSet<>();
    for (ScoredId hit : found.near()) {
      cosines.put(hit.id(), hit.score());
      chosen.add(hit.id());
    }
    int each = Math.max(EACH, query.limit());
    found.matching().stream().limit(each).forEach(hit -> chosen.add(hit.id()));
    Map<MemoryId, Sketch> sketches = store.sketches(chosen);
    Map<MessageId, Double> said = new HashMap<>();
    Map<MemoryId, MessageId> sources = new HashMap<>();
    sketches.forEach((id, sketch) -> sources.put(id, sketch.message()));
    sources.putAll(store.sources(without(keywords.keySet(), sketches.keySet())));
    keywords.forEach(
        (id, score) ->
            Optional.ofNullable(sources.get(id))
                .ifPresent(message -> said.merge(message, score, Math::max)));
    cosines.putAll(store.cosines(query.vector(), without(chosen, cosines.keySet())));
    List<Candidate> candidates = candidates(chosen, sketches, cosines, keywords);
    return new Evidence(
        query,
        candidates,
        said,
        candidates.stream().mapToDouble(Candidate::cosine).min().orElse(0),
        candidates.stream().mapToDouble(Candidate::cosine).max().orElse(0),
        keywords.values().stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  /** The same with further candidates, which share few words with the query if any. */
  Evidence with(StoreReader store, Collection<MemoryId> further) {
    Map<MemoryId, Double> keywords = store.keywordScores(query.terms(), query.filter(), further);
    List<Candidate> all = new ArrayList<>(candidates);
    all.addAll(
        candidates(
            further, store.sketches(further), store.cosines(query.vector(), further), keywords));
    return new Evidence(query, all, said, leastCosine, mostCosine, mostKeyword);
  }

  private static List<Candidate> candidates(
      Collection<MemoryId> ids,
      Map<MemoryId, Sketch> sketches,
      Map<MemoryId, Double> cosines,
      Map<MemoryId, Double> keywords) {
    List<Candidate> candidates = new ArrayList<>();
    for (MemoryId id : ids) {
      Sketch sketch = sketches.get(id);
      if (sketch != null) {
        candidates.add(
            new Candidate(
                sketch,
                cosines.getOrDefault(id, 0.0),
                keywords.getOrDefault(id, 0.0),
                Traits.of(sketch.text())));
      }
    }
    return candidates;
  }

  private static List<MemoryId> without(Set<MemoryId> all, Set<MemoryId> known) {
    return all.stream().filter(id -> !known.contains(id)).toList();
  }

  /** The best BM25 score of a message, 0 for none. */
  double said(@Nullable MessageId message) {
    return message == null ? 0 : said.getOrDefault(message, 0.0);
  }

  /** Which memories are candidates. */
  Set<MemoryId> ids() {
    Set<MemoryId> ids = new LinkedHashSet<>();
    candidates.forEach(candidate -> ids.add(candidate.sketch().id()));
    return ids;
  }
}
