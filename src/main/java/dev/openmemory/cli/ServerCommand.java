package dev.openmemory.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code openmemory server}, which holds three others. */
@Command(
    name = "server",
    description = "Start, stop or show the server that MCP clients talk to.",
    synopsisSubcommandLabel = "COMMAND")
final class ServerCommand implements Runnable {

  @Mixin CommonOptions common = new CommonOptions();

  @CommandLine.Spec CommandLine.Model.@Nullable CommandSpec spec;

  /** The command with its own commands. */
  static CommandLine tree(Context context) {
    return new CommandLine(new ServerCommand())
        .addSubcommand(new ServerStartCommand(context))
        .addSubcommand(new ServerStopCommand(context))
        .addSubcommand(new ServerStatusCommand(context));
  }

  @Override
  public void run() {
    MissingCommand.in(spec);
  }
}
