package dev.openmemory.cli;

import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * How far a long task is, on standard error: a bar that grows in front of a person, else a line at
 * every tenth. For one thread.
 */
final class ProgressBar implements DoubleConsumer {

  private static final int CELLS = 30;

  private final Terminal terminal;
  private final String task;
  private int shown = -1;

  /**
   * @param task what is done, in a few words
   */
  ProgressBar(Terminal terminal, String task) {
    this.terminal = terminal;
    this.task = task;
  }

  /** Shows a share of the task, 0…1; 1 ends the bar. */
  @Override
  public void accept(double share) {
    int percent = (int) Math.floor(100 * Math.max(0, Math.min(1, share)));
    if (!terminal.interactive()) {
      percent -= percent % 10;
    }
    if (percent <= shown) {
      return;
    }
    shown = percent;
    if (terminal.interactive()) {
      int full = CELLS * percent / 100;
      String bar = "#".repeat(full) + ".".repeat(CELLS - full);
      terminal.err().print("\r" + task + " [" + bar + "] " + percent + " %");
      if (percent == 100) {
        terminal.err().println();
      }
      terminal.err().flush();
    } else {
      terminal.note(String.format(Locale.ROOT, "%s: %d %%", task, percent));
    }
  }
}
