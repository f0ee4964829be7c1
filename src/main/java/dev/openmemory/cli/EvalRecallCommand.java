package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.eval.CachedRun;
import dev.openmemory.eval.RecallReport;
import dev.openmemory.eval.RecallRun;
import dev.openmemory.eval.RecallSet;
import dev.openmemory.json.Json;
import dev.openmemory.model.StorageFailureException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory eval recall}. */
@Command(
    name = "recall",
    description = "Measure how well search finds the messages that answer a set's questions.",
    footer = {
      "",
      "SET_DIR holds corpus.jsonl (id, pool, session, ts, speaker, title, text) and queries.jsonl",
      "(id, pool, text, category, gold, gold_sessions, asked_at). The messages are remembered in a",
      "database of their own, which is kept, so that the next run only searches.",
      "",
      "  openmemory eval recall sets/locomo --ablate"
    })
final class EvalRecallCommand implements Callable<Integer> {

  /** How messages are remembered. */
  enum Mode {
    /** As they were said. */
    verbatim,
    /** As they were said, and as facts. */
    rules
  }

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SET_DIR", description = "The folder of the set.")
  Path folder = Path.of(".");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "verbatim (default) or rules: with facts distilled offline.")
  Mode mode = Mode.verbatim;

  @Option(names = "--ablate", description = "Ask again with each signal turned off.")
  boolean ablate;

  @Option(
      names = "--weight",
      paramLabel = "SIGNAL=N",
      description = "What a signal counts for instead of its setting; may be repeated.")
  Map<String, Double> weights = new LinkedHashMap<>();

  @Option(
      names = "--rankings",
      paramLabel = "FILE",
      description = "Write what was found, a JSON object for each question a line.")
  @Nullable Path rankings;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where the databases are kept (default <home>/eval).")
  @Nullable Path cache;

  @Option(names = "--model", paramLabel = "ID", description = "The embedding model.")
  @Nullable String model;

  EvalRecallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RecallSet set = RecallSet.read(folder);
    Configuration configuration = context.configuration(given(null));
    Path stores = cache == null ? configuration.home().resolve("eval") : cache;
    try (CachedRun cached =
        CachedRun.open(
            set,
            mode == Mode.rules,
            configuration.model(),
            stores,
            this::engine,
            new ProgressBar(context.terminal(), "remembering " + set.name()))) {
      RecallRun.Result result = asked(cached.run(), weights, "asking");
      RecallReport report = RecallReport.of(set, result.rankings());
      if (rankings != null) {
        write(rankings, result.rankings());
      }
      Map<String, RecallReport> without = ablate ? ablated(set, cached.run()) : Map.of();
      show(new RecallText(report, result.millis(), without));
    }
    return ExitCode.OK.code();
  }

  private void show(RecallText text) {
    if (common.json) {
      context.json(text.json());
    } else {
      text.lines().forEach(context.terminal()::result);
    }
  }

  private Map<String, RecallReport> ablated(RecallSet set, RecallRun run) {
    Map<String, RecallReport> reports = new LinkedHashMap<>();
    for (String signal : Engine.signals().keySet()) {
      Map<String, Double> others = new LinkedHashMap<>(weights);
      others.put(signal, 0.0);
      RecallRun.Result result = asked(run, others, "without " + signal);
      reports.put(signal, RecallReport.of(set, result.rankings()));
    }
    return reports;
  }

  private RecallRun.Result asked(RecallRun run, Map<String, Double> weights, String task) {
    return run.ask(weights, new ProgressBar(context.terminal(), task));
  }

  private Engine engine(Path database) {
    Configuration configuration = context.configuration(given(database));
    return context.engine(configuration, EngineOptions.Lifetime.LONG_LIVED);
  }

  private Map<Setting, String> given(@Nullable Path database) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    if (model != null) {
      given.put(Setting.MODEL, model);
    }
    if (database != null) {
      given.put(Setting.DB, database.toAbsolutePath().toString());
    }
    return given;
  }

  private static void write(Path file, Map<String, List<String>> rankings) {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Map.Entry<String, List<String>> ranking : rankings.entrySet()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", ranking.getKey());
        line.put("ranked", ranking.getValue());
        writer.write(Json.write(line));
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new StorageFailureException(
          file + " cannot be written", "Name another file with --rankings.", e);
    }
  }
}
