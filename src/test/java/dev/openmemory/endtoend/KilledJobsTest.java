package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.benchmark.SyntheticEmbedder;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Job;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that add without waiting for facts, and are killed at random. The vectors are
 * synthetic: what is at stake are transactions.
 */
public final class KilledJobsTest {

  private static final Scope USER = Scope.user("nadia");

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  /** A process that adds without end and prints each text once it is stored. */
  public static final class Adding {
    private Adding() {}

    /** Arguments: the folder, and what makes the texts of this process its own. */
    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      try (Engine engine = open(Path.of(arguments[0]), Clock.systemUTC())) {
        for (int i = 0; !out.checkError(); i++) {
          String text = "I own a " + arguments[1] + "-" + i + " kite.";
          engine.rememberLater(RememberRequest.text(text, USER, new Caller("test")));
          out.println(text);
        }
      }
    }
  }

  @Test
  void nothingIsLostAndNothingIsMadeTwice() throws IOException, InterruptedException {
    run(folder, 200);
  }

  /** The same at any size. Arguments: how many texts. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("killed-jobs");
    long began = System.nanoTime();
    run(folder, Integer.parseInt(arguments[0]));
    System.out.printf(
        "%s texts, all there once, all jobs done, in %d s%n",
        arguments[0], (System.nanoTime() - began) / 1_000_000_000);
  }

  private static void run(Path folder, int least) throws IOException, InterruptedException {
    Random random = new Random(4);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; acknowledged.size() < least; round++) {
      List<Process> processes = new ArrayList<>();
      List<Path> outputs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        outputs.add(folder.resolve("texts-" + round + "-" + i));
        processes.add(adding(folder, round + "-" + i, outputs.get(i)));
      }
      int enough = 1 + least / 8 + random.nextInt(1 + least / 8);
      while (lines(outputs.get(0)).size() < enough
          && processes.stream().allMatch(Process::isAlive)) {
        Thread.sleep(5 + random.nextInt(20));
      }
      processes.forEach(Process::destroyForcibly);
      for (Process process : processes) {
        process.waitFor();
      }
      for (Path output : outputs) {
        acknowledged.addAll(lines(output));
      }
      assertThat(lines(outputs.get(0))).hasSizeGreaterThanOrEqualTo(enough);
    }
    examine(folder, acknowledged);
  }

  private static void examine(Path folder, List<String> acknowledged) throws InterruptedException {
    // A worker that was killed holds its lease for half a minute.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    try (Engine engine = open(folder, later)) {
      while (engine.stats(Scope.ANY, Caller.UNKNOWN).openJobs() > 0) {
        engine.jobs().drain();
        Thread.sleep(100);
      }
      Map<String, Integer> said = new HashMap<>();
      for (Memory memory : listed(engine)) {
        engine
            .source(memory, Caller.UNKNOWN)
            .ifPresent(message -> said.merge(message.text(), 1, Integer::sum));
        assertThat(memory.sightings()).isEqualTo(1);
      }
      assertThat(said.keySet()).containsAll(acknowledged);
      assertThat(said.values()).allMatch(times -> times == 1);
      assertThat(engine.jobs().newest(USER, 1_000, Caller.UNKNOWN))
          .isNotEmpty()
          .allMatch(job -> job.status() == Job.Status.SUCCEEDED);
      assertThat(engine.diagnose().problems()).isEmpty();
    }
  }

  private static List<Memory> listed(Engine engine) {
    List<Memory> all = new ArrayList<>();
    Cursor after = null;
    do {
      Page<Memory> page =
          engine.list(USER, Set.of(State.ACTIVE), after, Engine.MAX_PAGE, Caller.UNKNOWN);
      all.addAll(page.items());
      after = page.next().orElse(null);
    } while (after != null);
    return all;
  }

  private static Engine open(Path folder, Clock clock) {
    return Engine.open(
        new EngineOptions(
            folder.resolve("memory.db"),
            "tester",
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.AUTO,
            Path.of("target", "native-cache").toAbsolutePath(),
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        new SyntheticEmbedder(),
        clock);
  }

  private static Process adding(Path folder, String own, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Adding.class.getName(),
            folder.toString(),
            own)
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The texts printed so far; the last line may be cut off. */
  private static List<String> lines(Path output) throws IOException {
    return Files.readString(output).lines().filter(line -> line.endsWith(" kite.")).toList();
  }
}
