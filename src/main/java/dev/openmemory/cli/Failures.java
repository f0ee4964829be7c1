package dev.openmemory.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Hands what picocli catches to the {@link FailureReport}. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final FailureReport report;

  Failures(FailureReport report) {
    this.report = report;
  }

  /** Arguments that picocli cannot read. */
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    report.say(
        e.getMessage()
            + ". See '"
            + e.getCommandLine().getCommandSpec().qualifiedName()
            + " --help'.");
    return ExitCode.USAGE.code();
  }

  /** A command that failed. */
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    return report.of(e, isVerbose(arguments)).code();
  }

  private static boolean isVerbose(ParseResult arguments) {
    ParseResult deepest = arguments;
    while (deepest.hasSubcommand()) {
      if (deepest.hasMatchedOption("--verbose")) {
        return true;
      }
      deepest = deepest.subcommand();
    }
    return deepest.hasMatchedOption("--verbose");
  }
}
