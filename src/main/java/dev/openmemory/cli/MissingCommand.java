package dev.openmemory.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What happens when a command is given that only holds others. */
final class MissingCommand {

  private MissingCommand() {}

  /** Says that one of its commands is needed. */
  static void in(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("picocli gives every command its spec");
    }
    String commands =
        spec.subcommands().entrySet().stream()
            .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    throw new ParameterException(
        spec.commandLine(), "'" + spec.qualifiedName() + "' needs a command: " + commands);
  }
}
