package dev.openmemory.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product as processes of its own, run from the classes under test. */
final class Product {

  private Product() {}

  /** The command line of one run. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.openmemory.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The settings of a run that keeps everything in one folder. */
  static Map<String, String> environment(Path folder) {
    return Map.of(
        "OPENMEMORY_HOME",
        folder.resolve("home").toString(),
        "OPENMEMORY_DB",
        database(folder).toString(),
        "OPENMEMORY_USER",
        "nadia",
        "OPENMEMORY_PORT",
        "0");
  }

  /** Where such a run keeps its memories. */
  static Path database(Path folder) {
    return folder.resolve("memory.db");
  }

  /** Starts a run whose complaints go to a log in the folder. */
  static Process start(Path folder, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.environment().putAll(environment(folder));
    File log = folder.resolve("stderr.log").toFile();
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the product cannot be started", e);
    }
  }

  /** Starts the server that speaks on standard input and output. */
  static Process stdioServer(Path folder) {
    return start(folder, "server", "start", "--transport", "stdio");
  }
}
