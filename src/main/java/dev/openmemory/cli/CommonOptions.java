package dev.openmemory.cli;

import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(
      names = {"-X", "--verbose"},
      description = "Show what led to a failure.")
  boolean verbose;
}
