package dev.openmemory.retrieval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of what the question is about the run speaks of: a run in which the words of a question
 * come up in several places is about it, though no single message holds them all. A word that comes
 * up in every run tells none apart. A memory without a run counts as the mean of all that have one.
 */
final class TopicSignal {

  static final String NAME = "topic";

  /** A word that so many memories of a run hold counts two thirds as much as it ever can. */
  private static final double HALF = 0.5;

  private TopicSignal() {}

  /**
   * What the words of the candidates that the searches found say of their runs; null if there are
   * not two runs to be told apart.
   */
  static @Nullable Values measure(Evidence evidence, Words words) {
    List<Candidate> candidates = evidence.candidates();
    Map<Long, int[]> held = new HashMap<>();
    int[] asked = words.numbers(evidence.query().terms());
    for (int i = 0; i < words.found(); i++) {
      long run = candidates.get(i).sketch().run();
      if (run != 0) {
        int[] counts = held.computeIfAbsent(run, key -> new int[asked.length]);
        for (int word = 0; word < asked.length; word++) {
          counts[word] += words.holds(i, asked[word]) ? 1 : 0;
        }
      }
    }
    if (held.size() < 2) {
      return null;
    }
    Map<Long, Double> topics = topics(held, asked.length);
    double mean =
        candidates.stream()
            .filter(candidate -> candidate.sketch().run() != 0)
            .mapToDouble(candidate -> topics.getOrDefault(candidate.sketch().run(), 0.0))
            .average()
            .orElse(0);
    return Values.of(
        evidence,
        candidate ->
            candidate.sketch().run() == 0
                ? mean
                : topics.getOrDefault(candidate.sketch().run(), 0.0));
  }

  private static Map<Long, Double> topics(Map<Long, int[]> held, int asked) {
    int runs = held.size();
    double[] rarity = new double[asked];
    double most = 0;
    for (int word = 0; word < asked; word++) {
      int having = 0;
      for (int[] counts : held.values()) {
        having += counts[word] > 0 ? 1 : 0;
      }
      rarity[word] = having > 0 ? Words.rarity(runs, having) : 0;
      most += having > 0 ? Words.rarity(runs, 1) : 0;
    }
    Map<Long, Double> topics = new HashMap<>();
    for (Map.Entry<Long, int[]> run : held.entrySet()) {
      double sum = 0;
      for (int word = 0; word < asked; word++) {
        int count = run.getValue()[word];
        sum += rarity[word] * count / (count + HALF);
      }
      topics.put(run.getKey(), most > 0 ? sum / most : 0);
    }
    return topics;
  }
}
