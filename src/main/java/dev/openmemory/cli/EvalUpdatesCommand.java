package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.eval.RecallSet;
import dev.openmemory.eval.StatedPair;
import dev.openmemory.eval.UpdatesReport;
import dev.openmemory.eval.UpdatesRun;
import dev.openmemory.model.StorageFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory eval updates}. */
@Command(
    name = "updates",
    description = "Measure how well what is no longer true is told from what still is.",
    footer = {
      "",
      "SET_DIR holds corpus.jsonl and queries.jsonl, whose groups name pairs of statements that are "
          + "updated or contradicted. The conversations are remembered with facts, in a database "
          + "that is thrown away. With --verbose replacements and contradictions are listed, "
          + "those that no pair names sampled evenly.",
      "",
      "  openmemory eval updates sets/beam_100k --verbose"
    })
final class EvalUpdatesCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SET_DIR", description = "The folder of the set.")
  Path folder = Path.of(".");

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "How many are listed at most with --verbose (default 50).")
  int sample = 50;

  EvalUpdatesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RecallSet set = RecallSet.read(folder);
    List<StatedPair> pairs = StatedPair.read(folder);
    try {
      Path place = Files.createTempDirectory("openmemory-eval");
      try {
        show(measured(set, pairs, place.resolve("memory.db")));
      } finally {
        delete(place);
      }
    } catch (IOException e) {
      throw new StorageFailureException(
          "the temporary folder cannot be used", "Check that it exists and is writable.", e);
    }
    return ExitCode.OK.code();
  }

  private UpdatesReport measured(RecallSet set, List<StatedPair> pairs, Path database) {
    Configuration configuration =
        context.configuration(Map.of(Setting.DB, database.toAbsolutePath().toString()));
    try (Engine engine = context.engine(configuration, EngineOptions.Lifetime.LONG_LIVED)) {
      return new UpdatesRun(set, pairs, engine)
          .measure(new ProgressBar(context.terminal(), "remembering " + set.name()));
    }
  }

  private void show(UpdatesReport report) {
    if (common.json) {
      context.json(report);
      return;
    }
    Terminal terminal = context.terminal();
    terminal.result(
        String.format(
            Locale.ROOT,
            "%d messages, %d facts, %d replaced, %d pairs kept as contradictions",
            report.messages(),
            report.facts(),
            report.replaced(),
            report.flagged()));
    terminal.result(
        String.format(
            Locale.ROOT,
            "updates found          %d of %d",
            report.updatesFound(),
            report.updates()));
    terminal.result(
        String.format(
            Locale.ROOT,
            "contradictions flagged %d of %d",
            report.contradictionsFlagged(),
            report.contradictions()));
    terminal.result(
        String.format(
            Locale.ROOT,
            "false supersession     %d of %d facts (%.2f %%)",
            report.falselyReplaced(),
            report.facts(),
            100 * report.falseShare()));
    if (common.verbose) {
      list("replaced", report.replacements());
      list("contradicting", report.conflicts());
    }
  }

  /** The pairs that the set names, then a sample of the others, spread evenly. */
  private void list(String what, List<UpdatesReport.Link> links) {
    Terminal terminal = context.terminal();
    List<UpdatesReport.Link> named = links.stream().filter(UpdatesReport.Link::named).toList();
    List<UpdatesReport.Link> others = links.stream().filter(link -> !link.named()).toList();
    terminal.result("");
    terminal.result(what + ": " + named.size() + " named, " + others.size() + " others");
    named.forEach(link -> show("✓", link));
    int shown = Math.min(Math.max(0, sample), others.size());
    for (int i = 0; i < shown; i++) {
      show("✗", others.get((int) ((long) i * others.size() / shown)));
    }
  }

  private void show(String mark, UpdatesReport.Link link) {
    Terminal terminal = context.terminal();
    terminal.result(mark + " " + link.firstMessage() + "  " + Printable.line(link.first()));
    terminal.result("  " + link.secondMessage() + "  " + Printable.line(link.second()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
