package dev.openmemory.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code openmemory eval}, which holds one command for each kind of measurement. */
@Command(
    name = "eval",
    description = "Measure on a set of questions or labels. Your own memories are not touched.",
    synopsisSubcommandLabel = "COMMAND")
final class EvalCommand implements Runnable {

  @Mixin CommonOptions common = new CommonOptions();

  @CommandLine.Spec CommandLine.Model.@Nullable CommandSpec spec;

  /** The command with its own commands. */
  static CommandLine tree(Context context) {
    return new CommandLine(new EvalCommand())
        .addSubcommand(new EvalRecallCommand(context))
        .addSubcommand(new EvalExtractionCommand(context))
        .addSubcommand(new EvalUpdatesCommand(context));
  }

  @Override
  public void run() {
    MissingCommand.in(spec);
  }
}
