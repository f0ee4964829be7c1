package dev.openmemory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.Engines;
import dev.openmemory.json.Json;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.retrieval.Query;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreOptions;
import dev.openmemory.storage.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How much of the answer to an exact comparison with every memory a search keeps, on real memories:
 * those of a store that {@code openmemory eval recall} has filled, all users' taken together, and
 * questions of such sets.
 *
 * <p>Arguments: the database file and {@code queries.jsonl} files.
 */
public final class KeptAnswers {

  private static final int NEAREST = 200;
  private static final int TEN = 10;

  private KeptAnswers() {}

  /** Runs it; prints a line per file of questions. */
  public static void main(String[] arguments) throws IOException {
    try (Embedder embedder = Engines.embedder();
        MemoryStore store =
            Stores.open(
                new StoreOptions(
                    Path.of(arguments[0]),
                    embedder.space(),
                    StoreOptions.IndexChoice.RESIDENT,
                    Path.of("target", "native-cache"),
                    EngineOptions.DEFAULT_BUSY_TIMEOUT))) {
      MemoryFilter filter = MemoryFilter.active(Scope.ANY, Instant.now());
      List<MemoryId> all = store.read(reader -> reader.ids(filter));
      System.out.println(all.size() + " memories");
      for (int i = 1; i < arguments.length; i++) {
        measure(store, all, queries(embedder, Path.of(arguments[i]), filter), arguments[i]);
      }
    }
  }

  private static List<Query> queries(Embedder embedder, Path file, MemoryFilter filter)
      throws IOException {
    List<Query> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode question = Json.read(line);
      String text = question.path("text").asText();
      queries.add(new Query(text, embedder.query(text), filter, TEN));
    }
    return queries;
  }

  private static void measure(
      MemoryStore store, List<MemoryId> all, List<Query> queries, String name) {
    Retriever retriever = new Retriever();
    int near = 0;
    int two = 0;
    int answered = 0;
    for (Query query : queries) {
      List<ScoredId> exact =
          store.<List<ScoredId>>read(
              reader ->
                  reader.cosines(query.vector(), all).entrySet().stream()
                      .map(entry -> new ScoredId(entry.getKey(), entry.getValue()))
                      .sorted(
                          Comparator.comparingDouble((ScoredId hit) -> -hit.score())
                              .thenComparing(ScoredId::id))
                      .limit(NEAREST)
                      .toList());
      List<MemoryId> ten = SearchBenchmark.ids(exact.subList(0, TEN));
      near +=
          SearchBenchmark.common(
              ten,
              SearchBenchmark.ids(store.read(r -> r.nearest(query.vector(), query.filter(), TEN))));
      two +=
          SearchBenchmark.common(
              SearchBenchmark.ids(exact),
              SearchBenchmark.ids(
                  store.read(r -> r.nearest(query.vector(), query.filter(), NEAREST))));
      List<MemoryId> whole =
          SearchBenchmark.hits(
              store.read(r -> retriever.rank(SearchBenchmark.exactly(r, exact), query)));
      answered +=
          SearchBenchmark.common(
              whole, SearchBenchmark.hits(store.read(r -> retriever.rank(r, query))));
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d questions; nearest 10 kept %.4f, nearest 200 kept %.4f, the answer's 10 kept %.4f%n",
        name,
        queries.size(),
        near / (double) (TEN * queries.size()),
        two / (double) (NEAREST * queries.size()),
        answered / (double) (TEN * queries.size()));
  }
}
