package dev.openmemory.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The usual measures of a ranking against the items that are right, all 0…1, higher is better. */
final class Metrics {

  private static final int[] DEPTHS = {1, 5, 10, 20, 50};

  private Metrics() {}

  /**
   * The measures of one ranking.
   *
   * <p>{@code recall@k} is the share of the right items among the first k; {@code any@k} and {@code
   * all@k} whether one or all of them are; {@code ndcg@10} the discounted cumulative gain with
   * binary relevance over the best possible (Järvelin and Kekäläinen, 2002); {@code mrr} one over
   * the rank of the first right item.
   *
   * @param ranked best first; an item that comes again is passed over
   * @param gold the right items, at least one
   */
  static Map<String, Double> measure(List<String> ranked, Set<String> gold) {
    List<String> order = new ArrayList<>(new LinkedHashSet<>(ranked));
    Map<String, Double> measures = new LinkedHashMap<>();
    for (int k : DEPTHS) {
      Set<String> first = new HashSet<>(order.subList(0, Math.min(k, order.size())));
      first.retainAll(gold);
      measures.put("recall@" + k, first.size() / (double) gold.size());
      measures.put("any@" + k, first.isEmpty() ? 0.0 : 1.0);
      measures.put("all@" + k, first.size() == gold.size() ? 1.0 : 0.0);
    }
    double gain = 0;
    double best = 0;
    double reciprocal = 0;
    for (int i = 0; i < order.size(); i++) {
      boolean right = gold.contains(order.get(i));
      if (right && i < 10) {
        gain += discount(i);
      }
      if (right && reciprocal == 0) {
        reciprocal = 1.0 / (i + 1);
      }
    }
    for (int i = 0; i < Math.min(10, gold.size()); i++) {
      best += discount(i);
    }
    measures.put("ndcg@10", gain / best);
    measures.put("mrr", reciprocal);
    return measures;
  }

  /** The mean of each measure, rounded to four digits; empty for no rows. */
  static Map<String, Double> mean(List<Map<String, Double>> rows) {
    Map<String, Double> means = new LinkedHashMap<>();
    if (!rows.isEmpty()) {
      for (String name : rows.get(0).keySet()) {
        double sum = rows.stream().mapToDouble(row -> row.getOrDefault(name, 0.0)).sum();
        means.put(name, Math.round(sum / rows.size() * 10_000) / 10_000.0);
      }
    }
    return means;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2);
  }
}
