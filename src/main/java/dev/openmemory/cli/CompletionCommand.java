package dev.openmemory.cli;

import dev.openmemory.model.InvalidInputException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code openmemory completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in a shell.",
    footer = {
      "",
      "  bash:  source <(openmemory completion bash)",
      "  zsh:   source <(openmemory completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  String shell = "";

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!List.of("bash", "zsh").contains(shell)) {
      throw new InvalidInputException(
          "there is no completion for '" + shell + "'", "Use bash or zsh.");
    }
    // one script serves both: it loads zsh's emulation of bash completion where it must
    context.terminal().result(AutoComplete.bash("openmemory", Commands.all(context)).strip());
    return ExitCode.OK.code();
  }
}
