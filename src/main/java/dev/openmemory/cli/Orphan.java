package dev.openmemory.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * Ends this process when the one that started it is gone. The end of standard input says the same
 * and comes first; but where another process has inherited the other end of the pipe, it never
 * comes.
 */
final class Orphan {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private Orphan() {}

  /** Starts to watch. A process without a parent, as in a container, has none to lose. */
  static void endsWithItsParent(Terminal terminal) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isEmpty()) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              if (outlived(parent.get())) {
                terminal.note("openmemory: the client is gone.");
                System.exit(ExitCode.OK.code());
              }
            },
            "orphan");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean outlived(ProcessHandle parent) {
    try {
      while (parent.isAlive()) {
        Thread.sleep(INTERVAL.toMillis());
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
