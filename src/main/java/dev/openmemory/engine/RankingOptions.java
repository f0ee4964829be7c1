package dev.openmemory.engine;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.retrieval.Weights;
import java.time.Duration;
import java.util.Map;

/**
 * How answers are ranked where a request says nothing else.
 *
 * @param weights what signals count for instead of their defaults, by name; 0 turns one off
 * @param halfLife after how long a memory counts half as recent
 */
public record RankingOptions(Map<String, Double> weights, Duration halfLife) {

  /** What was found best on public sets of questions. */
  public static final RankingOptions DEFAULT = new RankingOptions(Map.of(), Weights.HALF_LIFE);

  public RankingOptions {
    weights = Map.copyOf(weights);
  }

  /** The weights of every signal. */
  Weights all() {
    try {
      return Weights.DEFAULT.with(weights).fadingBy(halfLife);
    } catch (InvalidInputException e) {
      throw new MisconfiguredException("In the weights, " + e.problem(), e.remedy(), e);
    }
  }
}
