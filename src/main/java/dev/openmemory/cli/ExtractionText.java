package dev.openmemory.cli;

import dev.openmemory.eval.ExtractionReport;
import dev.openmemory.eval.ExtractionReport.FactMatch;
import dev.openmemory.eval.Score;
import java.util.List;
import java.util.Locale;

/** Shows an {@link ExtractionReport} to a person. */
final class ExtractionText {

  private final Terminal terminal;

  ExtractionText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the figures, after what they are made of if that is asked for. */
  void show(ExtractionReport report, boolean pairs) {
    if (pairs) {
      report.pairs().forEach(this::pair);
      report.entities().forEach(this::entities);
      terminal.result("");
    }
    terminal.result(
        terminal.bold(format("%-26s %-18s %-18s %-18s", "", "precision", "recall", "F1")));
    score("facts", report.facts());
    score("entities by name", report.names());
    score("  of the labelled kinds", report.labelledKinds());
    score("entities by name and kind", report.kinds());
    terminal.result(format("%-26s %.3f", "junk among the facts", report.junkRate()));
    List<Double> sorted = report.millis().stream().sorted().toList();
    if (!sorted.isEmpty()) {
      terminal.result(
          format(
              "%-26s median %.2f, 95th percentile %.2f, slowest %.2f",
              "milliseconds a message",
              sorted.get(sorted.size() / 2),
              sorted.get((sorted.size() - 1) * 95 / 100),
              sorted.get(sorted.size() - 1)));
    }
  }

  private void score(String name, Score score) {
    terminal.result(
        format(
            "%-26s %-18s %-18s %-18s %s",
            name,
            figure(score.precision(), score.intervals().get(0)),
            figure(score.recall(), score.intervals().get(1)),
            figure(score.f1(), score.intervals().get(2)),
            terminal.dim(
                format(
                    "%d of %d made, %d labelled", score.right(), score.made(), score.labelled()))));
  }

  private static String figure(double value, Score.Interval interval) {
    return format("%.3f (%.2f–%.2f)", value, interval.low(), interval.high());
  }

  private void pair(FactMatch match) {
    String sign = match.matched() ? "=" : match.fact() == null ? "-" : match.junk() ? "!" : "+";
    terminal.result(
        format(
            "%s %s %s",
            terminal.bold(sign),
            Printable.line(match.id()),
            match.fact() == null ? "(no fact)" : Printable.line(match.fact())));
    if (match.label() != null) {
      terminal.result(
          terminal.dim(
              format("    F1 %.2f cos %.2f  %s", match.f1(), match.cosine(), match.label())));
    }
  }

  private void entities(ExtractionReport.Found found) {
    terminal.result(
        Printable.line(
            found.id()
                + "  = "
                + String.join(", ", found.right())
                + (found.missed().isEmpty() ? "" : "  - " + String.join(", ", found.missed()))
                + (found.extra().isEmpty() ? "" : "  + " + String.join(", ", found.extra()))));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
