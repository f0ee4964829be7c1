package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.UnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at once, and processes that die or lose their file. */
class StoreUnderFireTest {

  private static final MemoryFilter ALL = MemoryFilter.active(Scope.ANY, Samples.NOON);

  private final Samples samples = new Samples(1);

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  /** A process that adds without end and prints the id of each memory once it is stored. */
  public static final class Adding {
    private Adding() {}

    /** Arguments: the folder and a seed. */
    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      Samples own = new Samples(Long.parseLong(arguments[1]));
      float[] vector = own.vector();
      try (MemoryStore store =
          Stores.open(Samples.options(Path.of(arguments[0]), StoreOptions.IndexChoice.AUTO))) {
        while (!out.checkError()) {
          Memory memory =
              store.write(
                  w -> {
                    w.nearest(vector, ALL, 1);
                    return own.stored(w, Samples.ALICE, "a stream of zebras", own.near(vector, 1));
                  });
          out.println(memory.id());
        }
      }
    }
  }

  @Test
  void whatWasAcknowledgedOutlivesKilledProcesses() throws IOException, InterruptedException {
    Set<MemoryId> acknowledged = new TreeSet<>();
    for (int round = 0; round < 3; round++) {
      List<Process> processes = new ArrayList<>();
      List<Path> outputs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        outputs.add(folder.resolve("ids-" + round + "-" + i));
        processes.add(adding(10 * round + i, outputs.get(i)));
      }
      for (Path output : outputs) {
        // A child that ends by itself has failed, and the ids will be missing below.
        while (ids(output).size() < 25 && processes.stream().allMatch(Process::isAlive)) {
          Thread.sleep(10);
        }
      }
      processes.forEach(Process::destroyForcibly);
      for (Process process : processes) {
        process.waitFor();
      }
      for (Path output : outputs) {
        assertThat(ids(output)).hasSizeGreaterThanOrEqualTo(25);
        acknowledged.addAll(ids(output));
      }
    }
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      List<MemoryId> kept = store.read(r -> r.ids(ALL));
      assertThat(kept).containsAll(acknowledged);
      assertThat(store.check().problems()).isEmpty();
    }
  }

  private Process adding(int seed, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Adding.class.getName(),
            folder.toString(),
            Integer.toString(seed))
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The ids printed so far; the last line may be cut off. */
  private static List<MemoryId> ids(Path output) throws IOException {
    return Files.readString(output)
        .lines()
        .filter(line -> line.length() == 36)
        .map(MemoryId::parse)
        .toList();
  }

  @Test
  void threadsReadAndWriteTogether() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (MemoryStore store =
            Stores.open(Samples.options(folder, StoreOptions.IndexChoice.RESIDENT));
        MemoryStore other = Stores.open(Samples.options(folder, StoreOptions.IndexChoice.AUTO))) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        all.add(
            threads.submit(
                () -> {
                  Samples own = new Samples(50 + thread);
                  for (int i = 0; i < 25; i++) {
                    float[] vector = own.vector();
                    MemoryStore mine = i % 2 == 0 ? store : other;
                    MemoryStore its = i % 2 == 0 ? other : store;
                    Memory memory =
                        mine.write(w -> own.stored(w, Samples.ALICE, "zebra " + thread, vector));
                    List<ScoredId> near = its.read(r -> r.nearest(vector, ALL, 1));
                    assertThat(near.get(0).id()).isEqualTo(memory.id());
                    List<ScoredId> words = its.read(r -> r.matching(List.of("zebra"), ALL, 1_000));
                    assertThat(words).extracting(ScoredId::id).contains(memory.id());
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      assertThat(store.<Long>read(r -> r.count(ALL))).isEqualTo(200);
      assertThat(store.check().problems()).isEmpty();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aWriterThatWaitsInVainIsTold() {
    StoreOptions plain = Samples.options(folder);
    StoreOptions impatient =
        new StoreOptions(
            plain.file(), plain.space(), plain.index(), plain.nativeCache(), Duration.ofMillis(50));
    try (MemoryStore store = Stores.open(plain);
        MemoryStore other = Stores.open(impatient)) {
      store.write(
          w -> {
            samples.stored(w, Samples.ALICE, "slow", samples.vector());
            assertThatThrownBy(
                    () ->
                        other.write(
                            o -> samples.stored(o, Samples.ALICE, "fast", samples.vector())))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("busy");
            // Readers do not wait.
            assertThat(other.<Long>read(r -> r.count(ALL))).isZero();
            return true;
          });
      other.write(o -> samples.stored(o, Samples.ALICE, "later", samples.vector()));
      assertThat(store.<Long>read(r -> r.count(ALL))).isEqualTo(2);
    }
  }

  @Test
  void nothingIsWrittenToAFileThatIsNoLongerInPlace() throws IOException {
    Path file = folder.resolve("memory.db");
    Path away = folder.resolve("away.db");
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      store.write(w -> samples.stored(w, Samples.ALICE, "kept", samples.vector()));
      Files.move(file, away);
      assertThatThrownBy(
              () -> store.write(w -> samples.stored(w, Samples.ALICE, "lost", samples.vector())))
          .isInstanceOfSatisfying(
              StorageFailureException.class,
              e -> assertThat(e.advice()).contains("moved or deleted").contains("restart"));
      assertThatThrownBy(() -> store.read(r -> r.count(ALL)))
          .isInstanceOf(StorageFailureException.class);
      assertThat(file).doesNotExist();
      Files.writeString(file, "");
      assertThatThrownBy(() -> store.read(r -> r.count(ALL)))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("replaced");
      Files.delete(file);
      Files.move(away, file);
      assertThat(store.<Long>read(r -> r.count(ALL))).isEqualTo(1);
      store.write(w -> samples.stored(w, Samples.ALICE, "again", samples.vector()));
      assertThat(store.check().problems()).isEmpty();
    }
  }

  @Test
  void aFileDeletedDuringATransactionIsNotAcknowledged() throws IOException {
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      assertThatThrownBy(
              () ->
                  store.write(
                      w -> {
                        samples.stored(w, Samples.ALICE, "lost", samples.vector());
                        delete(folder.resolve("memory.db"));
                        return true;
                      }))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("moved or deleted");
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    MemoryStore store = Stores.open(Samples.options(folder));
    store.close();
    store.close();
    assertThatThrownBy(() -> store.read(r -> r.count(ALL)))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.write(w -> w.count(ALL)))
        .isInstanceOf(StorageFailureException.class);
  }

  @Test
  void aTransactionWithinATransactionIsRefused() {
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      assertThatThrownBy(() -> store.write(w -> store.<Long>write(o -> o.count(ALL))))
          .isInstanceOf(IllegalStateException.class);
      assertThat(store.<Long>read(r -> r.count(ALL))).isZero();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
