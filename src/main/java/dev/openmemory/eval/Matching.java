package dev.openmemory.eval;

import dev.openmemory.eval.ExtractionReport.FactMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/**
 * Says which fact says the same as which label. A pair counts from a word F1 of {@link #SAME_F1} or
 * a cosine of {@link #SAME_COSINE} on; each fact and each label is in one pair at most, and the
 * best pairs are taken first.
 */
final class Matching {

  static final double SAME_F1 = 0.5;
  static final double SAME_COSINE = 0.80;

  /** Below both of these, a fact is not even near a label. */
  static final double NEAR_F1 = 0.3;

  static final double NEAR_COSINE = 0.70;

  private Matching() {}

  private record Pair(int fact, int label, double f1, double cosine) {

    boolean same() {
      return f1 >= SAME_F1 || cosine >= SAME_COSINE;
    }

    double nearness() {
      return Math.max(f1, cosine);
    }
  }

  /** Every fact with its label, else with the nearest; then the labels that no fact matches. */
  static List<FactMatch> match(
      String id, List<String> facts, List<String> labels, ToDoubleBiFunction<String, String> near) {
    List<Pair> pairs = new ArrayList<>();
    for (int f = 0; f < facts.size(); f++) {
      for (int l = 0; l < labels.size(); l++) {
        String fact = facts.get(f);
        String label = labels.get(l);
        pairs.add(new Pair(f, l, wordF1(fact, label), near.applyAsDouble(fact, label)));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::nearness).reversed());
    Map<Integer, Pair> chosen = new HashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (pair.same() && !chosen.containsKey(pair.fact()) && taken.add(pair.label())) {
        chosen.put(pair.fact(), pair);
      }
    }
    List<FactMatch> matches = new ArrayList<>();
    for (int f = 0; f < facts.size(); f++) {
      matches.add(ofFact(id, f, facts, labels, pairs, chosen));
    }
    for (int l = 0; l < labels.size(); l++) {
      if (!taken.contains(l)) {
        matches.add(new FactMatch(id, null, labels.get(l), 0, 0, false));
      }
    }
    return matches;
  }

  private static FactMatch ofFact(
      String id,
      int fact,
      List<String> facts,
      List<String> labels,
      List<Pair> pairs,
      Map<Integer, Pair> chosen) {
    Pair match = chosen.get(fact);
    if (match != null) {
      return new FactMatch(
          id, facts.get(fact), labels.get(match.label()), match.f1(), match.cosine(), true);
    }
    return pairs.stream()
        .filter(pair -> pair.fact() == fact)
        .findFirst()
        .map(
            pair ->
                new FactMatch(
                    id, facts.get(fact), labels.get(pair.label()), pair.f1(), pair.cosine(), false))
        .orElseGet(() -> new FactMatch(id, facts.get(fact), null, 0, 0, false));
  }

  /** The F1 of two texts' words, without regard to case, counted as often as they stand there. */
  static double wordF1(String a, String b) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> left = words(a);
    List<String> right = words(b);
    left.forEach(word -> counts.merge(word, 1, Integer::sum));
    int common = 0;
    for (String word : right) {
      int rest = counts.getOrDefault(word, 0);
      if (rest > 0) {
        counts.put(word, rest - 1);
        common++;
      }
    }
    return common == 0 ? 0 : 2.0 * common / (left.size() + right.size());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
