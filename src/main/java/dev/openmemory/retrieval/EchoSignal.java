package dev.openmemory.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What it shares with the best hits beyond the words of the question: their telling words are asked
 * for as if they stood in it (pseudo-relevance feedback), among the candidates alone.
 */
final class EchoSignal {

  static final String NAME = "echo";

  /** From how many of the best hits. */
  private static final int HITS = 3;

  /** How many of their words. */
  private static final int WORDS = 8;

  private static final int SHORTEST = 3;

  private record Echo(int word, String stem, double worth) {}

  private EchoSignal() {}

  /** What the best hits of the tally so far say of the candidates. */
  static Values measure(Tally tally, Words words) {
    List<Echo> echoes = echoes(tally, words);
    int count = tally.evidence().candidates().size();
    double[] raw = new double[count];
    double most = 0;
    for (int i = 0; i < count; i++) {
      for (Echo echo : echoes) {
        raw[i] += words.holds(i, echo.word()) ? echo.worth() : 0;
      }
      most = Math.max(most, raw[i]);
    }
    double[] scaled = new double[count];
    for (int i = 0; i < count && most > 0; i++) {
      scaled[i] = raw[i] / most;
    }
    return new Values(raw, scaled);
  }

  /** The telling words of the best hits, each worth more the rarer it is and the better its hit. */
  private static List<Echo> echoes(Tally tally, Words words) {
    Set<Integer> asked = new HashSet<>();
    for (String word : Terms.words(tally.evidence().query().text())) {
      asked.add(words.number(word));
    }
    List<Integer> best = tally.best(HITS);
    Map<Integer, Double> worth = new HashMap<>();
    for (int hit : best) {
      double share = tally.sum(best.get(0)) > 0 ? tally.sum(hit) / tally.sum(best.get(0)) : 0;
      for (int word : words.of(hit)) {
        // A word that nobody else holds leads nowhere.
        if (words.holders(word) > 1 && !asked.contains(word)) {
          double rarity = Math.log((words.found() + 1) / (words.holders(word) + 0.5));
          worth.merge(word, share * rarity, Double::sum);
        }
      }
    }
    List<String> stems = words.byNumber();
    List<Echo> echoes = new ArrayList<>();
    worth.forEach(
        (word, value) -> {
          String stem = stems.get(word);
          if (stem.length() >= SHORTEST && !Terms.isStopWord(stem)) {
            echoes.add(new Echo(word, stem, value));
          }
        });
    echoes.sort(Comparator.comparingDouble((Echo echo) -> -echo.worth()).thenComparing(Echo::stem));
    return echoes.subList(0, Math.min(WORDS, echoes.size()));
  }
}
