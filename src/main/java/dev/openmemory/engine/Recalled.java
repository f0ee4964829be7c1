package dev.openmemory.engine;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Memory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link RecallRequest}.
 *
 * @param hits best first
 * @param considered how many candidates were scored
 * @param next where to go on; null if there is no more
 * @param omitted how many hits are too long for the tokens that were given
 * @param work how the answer came about; null unless asked for
 * @param answerability how likely it is that anything found answers the question, 0…1; null with an
 *     embedding model that it was not calibrated with
 */
public record Recalled(
    List<Hit> hits,
    int considered,
    @Nullable Cursor next,
    int omitted,
    @Nullable Work work,
    @Nullable Double answerability) {

  /** Below this are 63 % of the questions without an answer and 0.15 % of the others. */
  private static final double DOUBT = 0.05;

  public Recalled {
    hits = List.copyOf(hits);
  }

  /** Whether nothing that is remembered seems to answer the question. */
  public boolean doubtful() {
    return answerability != null && answerability < DOUBT;
  }

  /**
   * How an answer came about.
   *
   * @param sources how many memories each way of searching proposed, by its name
   * @param millis how long each step took, by its name, in order
   */
  public record Work(Map<String, Integer> sources, Map<String, Double> millis) {

    public Work {
      sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
      millis = Collections.unmodifiableMap(new LinkedHashMap<>(millis));
    }
  }

  /**
   * One memory found.
   *
   * @param memory the memory
   * @param score 0…1, higher is better, comparable within one answer
   * @param signals why it ranked; empty unless asked for
   * @param replacedBy what took its place; null while it stands
   * @param conflicts memories that cannot be true if it is
   * @param outdated what a passage says among other things and no longer holds
   */
  public record Hit(
      Memory memory,
      double score,
      List<Signal> signals,
      @Nullable Memory replacedBy,
      List<Memory> conflicts,
      List<Outdated> outdated) {

    public Hit {
      conflicts = List.copyOf(conflicts);
      outdated = List.copyOf(outdated);
      signals = List.copyOf(signals);
    }
  }

  /**
   * A fact of a passage that another has replaced, while the rest of the passage still stands.
   *
   * @param fact what no longer holds
   * @param replacedBy what took its place
   */
  public record Outdated(Memory fact, Memory replacedBy) {}

  /**
   * One signal's part in a score.
   *
   * @param name such as {@code semantic}
   * @param raw in the signal's own unit: a cosine, a BM25 score
   * @param value the raw value scaled over the candidates to 0…1
   * @param weight what the value counts for; the score is the sum of value × weight
   */
  public record Signal(String name, double raw, double value, double weight) {}
}
