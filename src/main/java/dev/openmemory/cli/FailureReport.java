package dev.openmemory.cli;

import dev.openmemory.model.MemoryException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The one place where a failure becomes a message and an exit code. */
final class FailureReport {

  private final Terminal terminal;

  FailureReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Tells of a failure.
   *
   * @param verbose whether to show where it came from
   */
  ExitCode of(Throwable e, boolean verbose) {
    ExitCode code;
    if (e instanceof MemoryException known) {
      say(known.advice());
      code = ExitCode.of(known);
    } else {
      say(
          "something unforeseen happened ("
              + e
              + "). Run the command again with --verbose to see where, and report it.");
      code = ExitCode.FAILURE;
    }
    if (verbose) {
      terminal.err().println(Printable.text(trace(e)));
    }
    return code;
  }

  /** Prints one line on standard error. */
  void say(String sentence) {
    terminal.err().println(terminal.red("openmemory:") + " " + Printable.text(sentence));
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
