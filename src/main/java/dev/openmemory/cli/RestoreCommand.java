package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.config.Configuration;
import dev.openmemory.engine.Backups;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.model.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory restore}. */
@Command(
    name = "restore",
    description = "Put a backup in the place of the database.",
    footer = {
      "",
      "The backup is looked over first. What is in its place now is kept beside it. Servers and",
      "clients that have the database open must be stopped before.",
      "",
      "  openmemory restore memory-2026-03-01.db"
    })
final class RestoreCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin DatabaseOption store = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "The backup.")
  Path file = Path.of("");

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  RestoreCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Configuration configuration = context.configuration(store.given());
    EngineOptions options = context.options(configuration, EngineOptions.Lifetime.ONE_SHOT);
    Path database = configuration.database();
    Backups.Copy copy = Backups.examine(options, file);
    if (Files.exists(database) && !yes && !confirmed(database, copy)) {
      context.terminal().note("Nothing was changed.");
      return ExitCode.FAILURE.code();
    }
    Optional<Path> kept = Backups.restore(options, file, context.clock().instant());
    if (common.json) {
      ObjectNode node =
          JsonNodeFactory.instance
              .objectNode()
              .put("database", database.toString())
              .put("memories", copy.memories());
      kept.ifPresent(path -> node.put("kept", path.toString()));
      context.json(node);
      return ExitCode.OK.code();
    }
    context.terminal().result(database + " holds " + count(copy) + " now.");
    kept.ifPresent(path -> context.terminal().note("What was there before: " + path));
    copy.space()
        .map(space -> space.model())
        .filter(model -> !model.equals(configuration.model()))
        .ifPresent(
            model ->
                context
                    .terminal()
                    .note(
                        "It has embeddings of "
                            + model
                            + "; set that model, or run 'openmemory reembed'."));
    return ExitCode.OK.code();
  }

  private boolean confirmed(Path database, Backups.Copy copy) {
    if (!context.terminal().interactive()) {
      throw new InvalidInputException(
          database + " exists, and there is nobody to ask", "Add --yes; it is kept beside.");
    }
    return context.terminal().confirms("Replace " + database + " by " + count(copy) + "?");
  }

  private static String count(Backups.Copy copy) {
    return copy.memories() + (copy.memories() == 1 ? " memory" : " memories");
  }
}
