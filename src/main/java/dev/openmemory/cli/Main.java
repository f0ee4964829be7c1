package dev.openmemory.cli;

import dev.openmemory.config.Setting;
import dev.openmemory.config.Surroundings;
import dev.openmemory.mcp.stdio.StandardStreams;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The process: runs the command that its arguments name. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    startFast();
    Surroundings surroundings = Surroundings.ofProcess();
    Context context =
        new Context(
            Terminal.ofProcess(surroundings.environment()),
            surroundings,
            Clock.systemUTC(),
            ZoneId::systemDefault);
    int code = run(context, arguments);
    context.terminal().out().flush();
    System.exit(code);
  }

  /**
   * Keeps the JVM from searching every archive and every locale for what is known: a third of the
   * time that a server takes until its first reply. What was set by the user stays.
   */
  private static void startFast() {
    Properties properties = System.getProperties();
    properties.putIfAbsent("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    properties.putIfAbsent("slf4j.internal.verbosity", "WARN");
    if (Runtime.version().feature() < 21) { // later ones warn, and have an archive for it
      properties.putIfAbsent("java.locale.providers", "COMPAT");
    }
  }

  /** Runs one command, and turns whatever it throws into a message and an exit code. */
  static int run(Context context, String... arguments) {
    boolean verbose = isVerbose(arguments);
    if (verbose) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
    try {
      Optional<Map<Setting, String>> stdio = StdioArguments.parse(List.of(arguments));
      if (stdio.isPresent()) {
        StdioService.run(context, context.configuration(stdio.get()), StandardStreams.take());
        return ExitCode.OK.code();
      }
      return Commands.run(context, arguments);
    } catch (RuntimeException | Error e) { // the face's edge; picocli lets errors pass
      return new FailureReport(context.terminal()).of(e, verbose).code();
    }
  }

  private static boolean isVerbose(String... arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return false;
      }
      if (argument.equals("-X") || argument.equals("--verbose")) {
        return true;
      }
    }
    return false;
  }
}
