package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import dev.openmemory.porting.FirstRefusals;
import dev.openmemory.porting.Import;
import dev.openmemory.porting.ImportOptions;
import dev.openmemory.porting.ImportReport;
import dev.openmemory.porting.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory import}. */
@Command(
    name = "import",
    description = "Take in what this or another program has exported.",
    footer = {
      "",
      "What a file is, is seen by its content. What is in the memory already stays as it is, so a",
      "file can be imported again. A line or item that cannot be used is told of and passed over.",
      "The scope options say whose the memories are where the file does not.",
      "",
      "  openmemory import memory.jsonl",
      "  openmemory import --dry-run --user ann chatgpt-export.zip"
    })
final class ImportCommand implements Callable<Integer> {

  /** So many refusals are shown one by one. */
  private static final int SHOWN = 20;

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The file, or '-' for standard input.")
  @Nullable Path file;

  @Option(names = "--dry-run", description = "Say what would come of it, and write nothing.")
  boolean dryRun;

  @Option(
      names = "--no-infer",
      description = "Keep conversations as they were said, without distilling facts.")
  boolean noInfer;

  ImportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path source = file == null || file.toString().equals("-") ? null : file;
    FirstRefusals refusals = new FirstRefusals(SHOWN);
    try (InputStream in = source == null ? context.terminal().in() : Files.newInputStream(source);
        Engine engine = context.engine(store)) {
      long bytes = source == null ? 0 : Files.size(source);
      ImportReport report =
          Import.run(
              engine,
              in,
              new ImportOptions(owner(), !noInfer, dryRun, bytes, context.clock().instant()),
              progress(bytes),
              refusals);
      told(report, refusals.kept());
      return ExitCode.OK.code();
    } catch (IOException e) {
      throw new InvalidInputException(
          (source == null ? "standard input" : source) + " cannot be read (" + e.getMessage() + ")",
          "Name a file that this user can read.",
          e);
    }
  }

  private Scope owner() {
    Scope given = scope.scope();
    return given.userId() == null
        ? given.with(Axis.USER, context.configuration(store.given()).user())
        : given;
  }

  private Progress progress(long bytes) {
    if (bytes == 0) {
      return Progress.NONE;
    }
    ProgressBar bar = new ProgressBar(context.terminal(), "importing");
    return (done, total) -> bar.accept(done / (double) Math.max(1, total));
  }

  private void told(ImportReport report, List<FirstRefusals.Refused> refusals) {
    refusals.forEach(one -> context.terminal().note(one.place() + ": " + one.problem()));
    if (report.refused() > refusals.size()) {
      context.terminal().note("… and " + (report.refused() - refusals.size()) + " more");
    }
    if (common.json) {
      context.json(report.json(dryRun));
      return;
    }
    Terminal terminal = context.terminal();
    terminal.note("It is " + report.format().label() + ".");
    terminal.result(
        (dryRun ? "Would add " : "Added ")
            + count(report.memories().added(), "memory", "memories")
            + " of "
            + count(report.messages().added(), "message", "messages")
            + "; "
            + count(report.memories().known(), "memory", "memories")
            + " and "
            + count(report.messages().known(), "message", "messages")
            + " were there"
            + (report.refused() == 0 ? "." : "; " + report.refused() + " could not be used."));
  }

  private static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
