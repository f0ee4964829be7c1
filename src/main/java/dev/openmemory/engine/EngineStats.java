package dev.openmemory.engine;

import dev.openmemory.distill.Tally;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.State;
import dev.openmemory.retrieval.Reranking;
import dev.openmemory.storage.StoreCounts;
import dev.openmemory.storage.StoreInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts over a scope, and what the engine runs on.
 *
 * @param memories per state; a state without memories is absent
 * @param messages messages kept verbatim
 * @param users distinct users
 * @param apps distinct applications
 * @param openJobs writes whose facts are still to be made
 * @param file the database
 * @param bytes its size on disk
 * @param schema the schema version
 * @param database the database engine and version
 * @param model the embedding model's id
 * @param dimension how many numbers a vector has
 * @param vectorIndex the vector index in use
 * @param vectorIndexReason why that one
 * @param distillers what each kind of distiller did in this process; one that was not tried is
 *     absent
 * @param reranker the re-ranker in use; null for none
 */
public record EngineStats(
    Map<State, Long> memories,
    long messages,
    long users,
    long apps,
    long openJobs,
    Path file,
    long bytes,
    int schema,
    String database,
    String model,
    int dimension,
    String vectorIndex,
    String vectorIndexReason,
    List<Distilling> distillers,
    @Nullable Rereading reranker) {

  public EngineStats {
    memories = Map.copyOf(memories);
    distillers = List.copyOf(distillers);
  }

  static EngineStats of(
      StoreCounts counts,
      long openJobs,
      StoreInfo info,
      List<Tally.Count> distillers,
      Optional<Reranking> reranking) {
    return new EngineStats(
        counts.memories(),
        counts.messages(),
        counts.users(),
        counts.apps(),
        openJobs,
        info.file(),
        info.bytes(),
        info.schema(),
        info.engine(),
        info.space().model(),
        info.space().dimension(),
        info.vectorIndex(),
        info.vectorIndexReason(),
        distillers.stream()
            .map(
                count ->
                    new Distilling(
                        count.kind(),
                        count.successes(),
                        count.failures(),
                        count.inputTokens(),
                        count.outputTokens()))
            .toList(),
        reranking
            .map(it -> new Rereading(it.id(), it.hits(), it.percent(), it.failure().orElse(null)))
            .orElse(null));
  }

  /**
   * A re-ranker in use.
   *
   * @param model its id
   * @param hits how many of the best hits it reads
   * @param percent how much of a score it decides
   * @param failure what went wrong the last time, and what to do; null if nothing did
   */
  public record Rereading(String model, int hits, int percent, @Nullable String failure) {}

  /**
   * What one kind of distiller did.
   *
   * @param kind which kind
   * @param successes attempts that succeeded, with facts or without
   * @param failures attempts that failed
   * @param inputTokens tokens sent to a language model
   * @param outputTokens tokens that it answered with
   */
  public record Distilling(
      DistillerKind kind, long successes, long failures, long inputTokens, long outputTokens) {}
}
