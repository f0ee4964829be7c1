package dev.openmemory.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The tree of commands. Building one costs, so a process builds the one that it runs. */
final class Commands {

  private static final Map<String, Function<Context, CommandLine>> BY_NAME = byName();

  private Commands() {}

  private static Map<String, Function<Context, CommandLine>> byName() {
    Map<String, Function<Context, CommandLine>> commands = new LinkedHashMap<>();
    commands.put("server", ServerCommand::tree);
    commands.put("add", context -> new CommandLine(new AddCommand(context)));
    commands.put("search", context -> new CommandLine(new SearchCommand(context)));
    commands.put("list", context -> new CommandLine(new ListCommand(context)));
    commands.put("get", context -> new CommandLine(new GetCommand(context)));
    commands.put("update", context -> new CommandLine(new UpdateCommand(context)));
    commands.put("delete", context -> new CommandLine(new DeleteCommand(context)));
    commands.put("graph", context -> new CommandLine(new GraphCommand(context)));
    commands.put("history", context -> new CommandLine(new HistoryCommand(context)));
    commands.put("events", context -> new CommandLine(new EventsCommand(context)));
    commands.put("apps", context -> new CommandLine(new AppsCommand(context)));
    commands.put("export", context -> new CommandLine(new ExportCommand(context)));
    commands.put("import", context -> new CommandLine(new ImportCommand(context)));
    commands.put("backup", context -> new CommandLine(new BackupCommand(context)));
    commands.put("restore", context -> new CommandLine(new RestoreCommand(context)));
    commands.put("install", context -> new CommandLine(new InstallCommand(context)));
    commands.put("uninstall", context -> new CommandLine(new UninstallCommand(context)));
    commands.put("bundle", context -> new CommandLine(new BundleCommand(context)));
    commands.put("doctor", context -> new CommandLine(new DoctorCommand(context)));
    commands.put("maintain", context -> new CommandLine(new MaintainCommand(context)));
    commands.put("reembed", context -> new CommandLine(new ReembedCommand(context)));
    commands.put("config", ConfigCommand::tree);
    commands.put("eval", EvalCommand::tree);
    commands.put("completion", context -> new CommandLine(new CompletionCommand(context)));
    commands.put("warmup", context -> new CommandLine(new WarmupCommand(context)));
    return commands;
  }

  /** Every command. */
  static CommandLine all(Context context) {
    CommandLine root = new CommandLine(new Root());
    BY_NAME.forEach((name, make) -> root.addSubcommand(name, make.apply(context)));
    return finished(root, context);
  }

  /** Runs the command that the arguments name. */
  static int run(Context context, String... arguments) {
    return naming(arguments, context).execute(arguments);
  }

  /** The command that the arguments name, or all of them when they name none. */
  private static CommandLine naming(String[] arguments, Context context) {
    Function<Context, CommandLine> make = arguments.length == 0 ? null : BY_NAME.get(arguments[0]);
    if (make == null) {
      return all(context);
    }
    CommandLine root = new CommandLine(new Root());
    root.addSubcommand(arguments[0], make.apply(context));
    return finished(root, context);
  }

  private static CommandLine finished(CommandLine root, Context context) {
    Terminal terminal = context.terminal();
    Failures failures = new Failures(new FailureReport(terminal));
    root.setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(Terminal.DEFAULT_WIDTH)
        .setExpandAtFiles(false) // a memory may begin with @
        .setUnmatchedOptionsArePositionalParams(false)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
    return root;
  }

  /** {@code openmemory} itself. */
  @Command(
      name = "openmemory",
      description = "A private, local memory for AI agents.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "'openmemory COMMAND --help' says more of each. Results go to standard output, all else "
            + "to standard error."
      })
  static final class Root implements Runnable {

    @Mixin CommonOptions common = new CommonOptions();

    @Option(
        names = {"-V", "--version"},
        description = "Show the version.")
    boolean version;

    @CommandLine.Spec CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
      if (version && spec != null) {
        spec.commandLine().getOut().println("openmemory " + Distribution.version());
        return;
      }
      MissingCommand.in(spec);
    }
  }
}
