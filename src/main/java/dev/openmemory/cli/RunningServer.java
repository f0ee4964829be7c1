package dev.openmemory.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that was started, as it noted itself.
 *
 * @param pid its process
 * @param startedAt when the operating system started that process: a process id is used again, the
 *     pair is not
 * @param url where it answers, such as {@code http://127.0.0.1:8765}
 * @param port the port it listens on, 1…65535
 * @param db the database it serves
 * @param version the version it runs
 * @param reranker the id of its re-ranker; null for none
 * @param log where it writes its log; null when it is a terminal's
 */
record RunningServer(
    long pid,
    Instant startedAt,
    String url,
    int port,
    Path db,
    String version,
    @Nullable String reranker,
    @Nullable Path log) {

  /** How far two readings of one start may lie apart: the clock may have been set between them. */
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  /** When this process was started. */
  static Instant startOfThisProcess() {
    return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  }

  /** The process, if it still is the one that noted this. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(
                        start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                    .isPresent());
  }
}
