package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.config.Configuration;
import dev.openmemory.engine.Backups;
import dev.openmemory.engine.EngineOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory backup}. */
@Command(
    name = "backup",
    description = "Copy the database, also while servers use it.",
    footer = {
      "",
      "The copy is whole and consistent, and readable by you alone. A plain copy of the file is",
      "not, while anybody writes to it.",
      "",
      "  openmemory backup memory-2026-03-01.db"
    })
final class BackupCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin DatabaseOption store = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "Where the copy goes.")
  Path file = Path.of("");

  @Option(names = "--yes", description = "Replace a file that exists.")
  boolean yes;

  BackupCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Configuration configuration = context.configuration(store.given());
    if (!NewFile.mayWrite(context.terminal(), file, yes)) {
      context.terminal().note("Nothing was written.");
      return ExitCode.FAILURE.code();
    }
    Backups.Copy copy =
        Backups.make(context.options(configuration, EngineOptions.Lifetime.ONE_SHOT), file);
    if (common.json) {
      context.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("file", file.toString())
              .put("database", configuration.database().toString())
              .put("memories", copy.memories()));
    } else {
      context
          .terminal()
          .result(
              copy.memories()
                  + (copy.memories() == 1 ? " memory" : " memories")
                  + " copied to "
                  + file);
    }
    return ExitCode.OK.code();
  }
}
