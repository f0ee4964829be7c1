package dev.openmemory.cli;

import dev.openmemory.engine.Recalled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why an answer is as it is: a table with a row for each hit and a column for each signal, in as
 * many parts as the width asks for, and what the search did.
 */
final class ExplainText {

  private static final String GAP = "  ";

  private ExplainText() {}

  /**
   * The lines that are printed.
   *
   * @param width how long they may be
   */
  static List<String> lines(Recalled answer, int width) {
    List<String> lines = new ArrayList<>();
    List<Recalled.Hit> hits = answer.hits();
    if (!hits.isEmpty()) {
      lines.add("Each signal's raw value → what it is among the candidates, × its weight:");
      List<String> first = aligned(column("hit", "", hits, ExplainText::rank));
      first = beside(first, aligned(column("score", "", hits, ExplainText::score)));
      List<String> table = first;
      for (int i = 0; i < hits.get(0).signals().size(); i++) {
        Recalled.Signal signal = hits.get(0).signals().get(i);
        String weight = "×" + number("%.2f", signal.weight());
        int nth = i;
        List<String> next =
            aligned(column(signal.name(), weight, hits, (all, at) -> cell(all.get(at), nth)));
        if (table != first && table.get(0).length() + GAP.length() + next.get(0).length() > width) {
          lines.addAll(table);
          lines.add("");
          table = first;
        }
        table = beside(table, next);
      }
      lines.addAll(table);
    }
    Recalled.Work work = answer.work();
    if (work != null) {
      lines.add("");
      lines.add(answer.considered() + " candidates: " + joined(work.sources(), "%s %d"));
      lines.add("milliseconds: " + joined(work.millis(), "%s %.1f"));
    }
    return lines;
  }

  /** What stands in one row of a column. */
  private interface Cell {
    String of(List<Recalled.Hit> hits, int at);
  }

  private static List<String> column(
      String name, String weight, List<Recalled.Hit> hits, Cell cell) {
    List<String> column = new ArrayList<>(List.of(name, weight));
    for (int at = 0; at < hits.size(); at++) {
      column.add(cell.of(hits, at));
    }
    return column;
  }

  private static String rank(List<Recalled.Hit> hits, int at) {
    return Integer.toString(at + 1);
  }

  private static String score(List<Recalled.Hit> hits, int at) {
    return number("%.3f", hits.get(at).score());
  }

  private static String cell(Recalled.Hit hit, int nth) {
    Recalled.Signal signal = hit.signals().get(nth);
    return number("%.2f", signal.raw()) + "→" + number("%.2f", signal.value());
  }

  private static List<String> aligned(List<String> column) {
    int width = column.stream().mapToInt(String::length).max().orElse(0);
    return column.stream().map(cell -> " ".repeat(width - cell.length()) + cell).toList();
  }

  private static List<String> beside(List<String> left, List<String> right) {
    List<String> both = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      both.add(left.get(i) + GAP + right.get(i));
    }
    return both;
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }

  private static String joined(Map<String, ? extends Number> values, String form) {
    return values.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, form, entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(" · "));
  }
}
