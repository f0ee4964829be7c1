package dev.openmemory.retrieval;

import dev.openmemory.embedding.Reranker;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last signal, for those who installed a re-ranker: it reads the question with each of the best
 * hits so far. Where it fails the ranking stays what it was without it, and the failure is kept and
 * logged. Safe to call from any thread.
 */
public final class Reranking implements AutoCloseable {

  /** The signal's name. */
  public static final String NAME = "rerank";

  private static final Logger LOG = LoggerFactory.getLogger(Reranking.class);

  private final Reranker reranker;
  private final int hits;
  private final int percent;
  private volatile @Nullable MemoryException failure;

  /**
   * A re-ranker in use.
   *
   * @param reranker closed with this
   * @param hits how many of the best hits it reads, at least 1
   * @param percent how much of a score it decides, 1…99
   */
  public Reranking(Reranker reranker, int hits, int percent) {
    if (hits < 1 || percent < 1 || percent > 99) {
      throw new IllegalArgumentException(hits + " hits, " + percent + " percent");
    }
    this.reranker = reranker;
    this.hits = hits;
    this.percent = percent;
  }

  /** The weights with that of this signal beside them, which decides its share of a score. */
  public Weights beside(Weights others) {
    return others.and(NAME, Math.min(100, others.sum() * percent / (100 - percent)));
  }

  /** The model's id. */
  public String id() {
    return reranker.id();
  }

  /** How many of the best hits it reads. */
  public int hits() {
    return hits;
  }

  /** How much of a score it decides. */
  public int percent() {
    return percent;
  }

  /** What went wrong the last time, and what to do; empty if nothing did. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).map(MemoryException::advice);
  }

  /** Loads the model now; if that fails, {@link #failure} says so. */
  public void warmUp() {
    scores("warm up", List.of("warm up"));
  }

  /** Adds what the re-ranker says of the best so far; nothing of all others, which stay below. */
  void judge(Tally tally) {
    Evidence evidence = tally.evidence();
    List<Integer> best = tally.bestFirst();
    best = best.subList(0, Math.min(hits, best.size()));
    List<String> texts =
        best.stream().map(hit -> evidence.candidates().get(hit).sketch().text()).toList();
    Optional<List<Double>> scores = scores(evidence.query().text(), texts);
    if (scores.isEmpty()) {
      tally.add(NAME, null);
      return;
    }
    double[] values = new double[evidence.candidates().size()];
    for (int i = 0; i < best.size(); i++) {
      values[best.get(i)] = scores.get().get(i);
    }
    tally.add(NAME, new Values(values, values));
  }

  private Optional<List<Double>> scores(String question, List<String> texts) {
    // Files that cannot be used stay so; to read them again for every question would only be slow.
    if (failure instanceof MisconfiguredException) {
      return Optional.empty();
    }
    try {
      List<Double> scores = reranker.scores(question, texts);
      failure = null;
      return Optional.of(scores);
    } catch (MemoryException e) {
      failure = e;
      LOG.warn("The re-ranker {} is left out: {}", reranker.id(), e.advice());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    reranker.close();
  }
}
