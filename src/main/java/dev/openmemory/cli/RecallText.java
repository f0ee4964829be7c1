package dev.openmemory.cli;

import dev.openmemory.eval.RecallReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link RecallReport} as people and programs read it.
 *
 * @param report the measures
 * @param millis how long each question took
 * @param without the measures with one signal turned off, by the signal's name
 */
record RecallText(RecallReport report, List<Double> millis, Map<String, RecallReport> without) {

  private static final List<String> SHOWN =
      List.of(
          "recall@5",
          "recall@10",
          "recall@20",
          "any@5",
          "any@10",
          "all@5",
          "all@10",
          "ndcg@10",
          "mrr");

  private static final List<String> BRIEF = List.of("recall@10", "any@10", "all@10", "ndcg@10");

  /** The lines that are printed. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(report.scored() + " questions with right answers");
    lines.add("message   " + measures(report.message(), SHOWN));
    if (report.sessions() > 0) {
      lines.add("session   " + measures(report.session(), SHOWN));
    }
    report
        .byCategory()
        .forEach(
            (name, category) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  %-28s n=%-4d %s",
                        name,
                        category.count(),
                        measures(category.measures(), BRIEF))));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d questions, ms each: p50 %.1f  p95 %.1f",
            millis.size(),
            percentile(0.50),
            percentile(0.95)));
    without.forEach(
        (signal, ablated) -> {
          lines.add("without " + signal);
          lines.add("  message   " + measures(ablated.message(), SHOWN));
          if (ablated.sessions() > 0) {
            lines.add("  session   " + measures(ablated.session(), SHOWN));
          }
        });
    return lines;
  }

  /** The same as a value for JSON. */
  Map<String, Object> json() {
    Map<String, Object> all = json(report);
    all.put("ms", Map.of("p50", percentile(0.50), "p95", percentile(0.95)));
    if (!without.isEmpty()) {
      Map<String, Object> ablated = new LinkedHashMap<>();
      without.forEach((signal, other) -> ablated.put(signal, json(other)));
      all.put("without", ablated);
    }
    return all;
  }

  private static Map<String, Object> json(RecallReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("queries_scored", report.scored());
    all.put("message", report.message());
    Map<String, Object> categories = new LinkedHashMap<>();
    report
        .byCategory()
        .forEach(
            (name, category) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("n", category.count());
              BRIEF.forEach(measure -> one.put(measure, category.measures().get(measure)));
              categories.put(name, one);
            });
    all.put("message_by_category", categories);
    if (report.sessions() > 0) {
      Map<String, Object> session = new LinkedHashMap<>();
      session.put("n", report.sessions());
      session.putAll(report.session());
      all.put("session", session);
    }
    return all;
  }

  private static String measures(Map<String, Double> measures, List<String> shown) {
    StringBuilder line = new StringBuilder();
    for (String name : shown) {
      double value = measures.getOrDefault(name, 0.0);
      line.append(String.format(Locale.ROOT, "%s %.3f  ", name, value));
    }
    return line.toString().stripTrailing();
  }

  /** The time that such a share of the questions took at the most, in milliseconds. */
  private double percentile(double share) {
    if (millis.isEmpty()) {
      return 0;
    }
    List<Double> sorted = millis.stream().sorted().toList();
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return Math.round(sorted.get(Math.max(0, index)) * 10) / 10.0;
  }
}
