package dev.openmemory.retrieval;

import dev.openmemory.model.InvalidInputException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What each signal counts for in a score. Only the proportions matter: a score is the weighted sum
 * over the sum of the weights.
 *
 * @param of by the signal's name, 0 or more; 0 turns a signal off
 * @param halfLife after how long a memory counts half as recent
 */
public record Weights(Map<String, Double> of, Duration halfLife) {

  /** How long it takes by default until a memory counts half as recent. */
  public static final Duration HALF_LIFE = Duration.ofDays(90);

  /** Found by sweeping on public sets of questions; one setting for all of them. */
  public static final Weights DEFAULT = new Weights(defaults(), HALF_LIFE);

  /** The signals that look at what the question is about. */
  static final Set<String> RELEVANCE = Set.of("semantic", "keyword", "neighbours", Bridges.NAME);

  public Weights {
    of.forEach(
        (signal, weight) -> {
          if (!(weight >= 0 && weight <= 100)) {
            throw new InvalidInputException(
                "the weight of " + signal + " is " + weight, "Use a number from 0 to 100.");
          }
        });
    if (halfLife.isNegative() || halfLife.isZero()) {
      throw new InvalidInputException("the half-life is " + halfLife, "Use a longer time.");
    }
    of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
  }

  /** What a signal counts for. */
  double of(String signal) {
    return of.getOrDefault(signal, 0.0);
  }

  /** What a memory would have that has everything; greater than 0. */
  double sum() {
    double sum = of.values().stream().mapToDouble(Double::doubleValue).sum();
    return sum > 0 ? sum : 1;
  }

  /** The same of the signals of {@link #RELEVANCE} alone. */
  double relevance() {
    double sum = RELEVANCE.stream().mapToDouble(this::of).sum();
    return sum > 0 ? sum : 1;
  }

  /** These weights and that of one more signal. */
  Weights and(String signal, double weight) {
    Map<String, Double> all = new LinkedHashMap<>(of);
    all.put(signal, weight);
    return new Weights(all, halfLife);
  }

  /**
   * These weights with some replaced.
   *
   * @throws InvalidInputException if a name is not that of a signal
   */
  public Weights with(Map<String, Double> others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<String, Double> all = new LinkedHashMap<>(of);
    others.forEach(
        (signal, weight) -> {
          if (!of.containsKey(signal)) {
            throw new InvalidInputException(
                "there is no signal '" + signal + "'",
                "The signals are " + String.join(", ", of.keySet()) + ".");
          }
          all.put(signal, weight);
        });
    return new Weights(all, halfLife);
  }

  /** These weights without what bears on requests alone. */
  public Weights withoutWishes() {
    return with(Map.of(WishSignal.STANDING, 0.0, WishSignal.PREFERENCE, 0.0));
  }

  /** These weights with another half-life. */
  public Weights fadingBy(Duration time) {
    return new Weights(of, time);
  }

  private static Map<String, Double> defaults() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put("semantic", 0.65);
    weights.put("keyword", 0.35);
    weights.put("neighbours", 0.175);
    weights.put("answered", 0.3);
    weights.put("speaker", 0.12);
    weights.put("role", 0.3);
    weights.put(WishSignal.STANDING, 0.8);
    weights.put(WishSignal.PREFERENCE, 0.32);
    weights.put("statement", 0.3);
    weights.put("substance", 0.2);
    weights.put("personal", 0.1);
    weights.put("name", 0.15);
    weights.put(PhraseSignal.NAME, 0.4);
    weights.put("time", 0.15);
    weights.put("date", 0.45);
    weights.put(EventSignal.NAME, 0.2);
    weights.put("validity", 0.2);
    weights.put("recency", 0.0); // helps no public set; for those who ask what is new
    weights.put(Bridges.NAME, 0.4);
    weights.put(SessionSignal.NAME, 0.63);
    weights.put(TopicSignal.NAME, 0.4);
    weights.put(EchoSignal.NAME, 0.1);
    weights.put(BreadthSignal.NAME, 0.4);
    weights.put(DecaySignal.NAME, 0.0); // for those who want what nobody uses to fade
    return weights;
  }
}
