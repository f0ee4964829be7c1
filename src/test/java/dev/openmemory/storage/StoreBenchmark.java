package dev.openmemory.storage;

import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Measures a store filled with synthetic memories: adds a second, searches, neighbours kept, bytes
 * a memory. Arguments: the sizes, such as {@code 1000 10000 100000}; {@code users=1000} spreads the
 * memories over so many users.
 */
public final class StoreBenchmark {

  private static final int QUERIES = 60;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final String[] WORDS = words();

  private final Samples samples = new Samples(1);
  private final Random random = new Random(2);
  private final PrintStream out;
  private final Path folder;
  private final int users;
  private final List<float[]> centres = new ArrayList<>();
  private int made;

  private StoreBenchmark(PrintStream out, Path folder, int users) {
    this.out = out;
    this.folder = folder;
    this.users = users;
    for (int i = 0; i < 500; i++) {
      centres.add(samples.vector());
    }
  }

  /** Runs it; prints a line per figure. */
  public static void main(String[] arguments) throws IOException {
    int users = 1;
    List<Integer> sizes = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("users=")) {
        users = Integer.parseInt(argument.substring(6));
      } else {
        sizes.add(Integer.parseInt(argument));
      }
    }
    Path folder = Files.createTempDirectory("store-benchmark");
    try {
      new StoreBenchmark(System.out, folder, users).run(sizes.isEmpty() ? List.of(1_000) : sizes);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void run(List<Integer> sizes) {
    for (int size : sizes) {
      try (MemoryStore store = open(StoreOptions.IndexChoice.RESIDENT)) {
        fill(store, size);
        singles(store);
        print(size, "bytes per memory", store.info().bytes() / (double) made);
      }
      search(size, StoreOptions.IndexChoice.VEC0);
      search(size, StoreOptions.IndexChoice.RESIDENT);
    }
  }

  private MemoryStore open(StoreOptions.IndexChoice choice) {
    return Stores.open(Samples.options(folder, choice));
  }

  private void fill(MemoryStore store, int size) {
    long start = System.nanoTime();
    long cpu = CPU.getCurrentThreadCpuTime();
    int before = made;
    while (made < size) {
      store.write(
          w -> {
            for (int i = 0; i < 100 && made < size; i++) {
              add(w);
            }
            return true;
          });
    }
    print(size, "adds/s, 100 a transaction", (made - before) / seconds(start));
    double used = (CPU.getCurrentThreadCpuTime() - cpu) / 1e6;
    print(size, "processor ms an add", used / Math.max(1, made - before));
  }

  private void singles(MemoryStore store) {
    long start = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      store.write(this::add);
    }
    print(made, "adds/s, 1 a transaction", 200 / seconds(start));
  }

  private Memory add(StoreWriter writer) {
    Scope scope = new Scope("user" + made % users, null, "run" + made / 50, "app");
    StringBuilder text = new StringBuilder("User");
    for (int i = 0; i < 15; i++) {
      // Words are as unevenly used as in a language.
      text.append(' ').append(WORDS[(int) Math.pow(WORDS.length, random.nextDouble()) - 1]);
    }
    made++;
    Message message = samples.message(scope, text.toString());
    Memory memory = samples.memory(message);
    writer.add(message);
    writer.add(memory, samples.near(centres.get(random.nextInt(centres.size())), 1));
    writer.record(
        new HistoryEvent(
            memory.id(),
            HistoryEvent.Kind.ADD,
            null,
            memory.text(),
            null,
            memory.state(),
            message.id(),
            "benchmark",
            Samples.NOON));
    return memory;
  }

  private void search(int size, StoreOptions.IndexChoice choice) {
    long opened = System.nanoTime();
    try (MemoryStore store = open(choice)) {
      print(size, choice + " open, ms", seconds(opened) * 1000);
      MemoryFilter filter = MemoryFilter.active(Scope.user("user0"), Samples.NOON);
      MemoryFilter everyone = MemoryFilter.active(Scope.ANY, Samples.NOON);
      long first = System.nanoTime();
      store.read(r -> r.nearest(samples.near(centres.get(0), 1), everyone, 10));
      print(size, choice + " first search, ms", seconds(first) * 1000);
      time(size, choice + " nearest 10", () -> nearest(store, filter, 10));
      time(size, choice + " nearest 100", () -> nearest(store, filter, 100));
      time(size, choice + " nearest 100, all users", () -> nearest(store, everyone, 100));
      print(size, choice + " recall@10", recall(store, everyone));
      if (choice == StoreOptions.IndexChoice.RESIDENT) {
        time(size, "matching 3 words", () -> matching(store, filter, 3));
        time(size, "matching 8 words", () -> matching(store, filter, 8));
        List<MemoryId> ids = nearest(store, filter, 200).stream().map(ScoredId::id).toList();
        List<String> terms = terms(5);
        time(
            size,
            "keywordScores of 200",
            () -> store.read(r -> r.keywordScores(terms, filter, ids)));
        time(size, "cosines of 200", () -> store.read(r -> r.cosines(samples.vector(), ids)));
        time(size, "list 50", () -> store.read(r -> r.list(filter, null, 50)));
        time(size, "count", () -> store.<Long>read(r -> r.count(filter)));
        time(size, "memories of 50", () -> store.read(r -> r.memories(ids.subList(0, 50))));
        time(size, "counts", () -> store.read(r -> r.counts(Scope.user("user0"))));
      }
    }
  }

  private List<ScoredId> nearest(MemoryStore store, MemoryFilter filter, int limit) {
    float[] query = samples.near(centres.get(random.nextInt(centres.size())), 1);
    return store.read(r -> r.nearest(query, filter, limit));
  }

  private List<ScoredId> matching(MemoryStore store, MemoryFilter filter, int terms) {
    List<String> words = terms(terms);
    return store.read(r -> r.matching(words, filter, 100));
  }

  private List<String> terms(int count) {
    List<String> words = new ArrayList<>(List.of("user"));
    while (words.size() < count) {
      words.add(WORDS[(int) Math.pow(WORDS.length, 0.3 + 0.7 * random.nextDouble()) - 1]);
    }
    return words;
  }

  private double recall(MemoryStore store, MemoryFilter filter) {
    int kept = 0;
    int wanted = 0;
    List<MemoryId> all = store.read(r -> r.ids(filter));
    for (int i = 0; i < 10; i++) {
      float[] query = samples.near(centres.get(random.nextInt(centres.size())), 1);
      Set<MemoryId> found = new HashSet<>();
      store.read(r -> r.nearest(query, filter, 10)).forEach(hit -> found.add(hit.id()));
      List<ScoredId> exact = new ArrayList<>();
      store.read(r -> r.cosines(query, all)).forEach((id, c) -> exact.add(new ScoredId(id, c)));
      exact.sort((a, b) -> Double.compare(b.score(), a.score()));
      for (ScoredId hit : exact.subList(0, Math.min(10, exact.size()))) {
        wanted++;
        kept += found.contains(hit.id()) ? 1 : 0;
      }
    }
    return kept / (double) wanted;
  }

  private void time(int size, String what, Runnable work) {
    double[] millis = new double[QUERIES];
    for (int i = 0; i < 10; i++) {
      work.run();
    }
    long cpu = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < QUERIES; i++) {
      long start = System.nanoTime();
      work.run();
      millis[i] = seconds(start) * 1000;
    }
    double used = (CPU.getCurrentThreadCpuTime() - cpu) / 1e6 / QUERIES;
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "%7d  %-34s p50 %8.2f ms  p95 %8.2f ms  processor %8.2f ms%n",
        size,
        what,
        millis[QUERIES / 2],
        millis[QUERIES * 95 / 100],
        used);
  }

  private void print(int size, String what, double value) {
    out.printf(Locale.ROOT, "%7d  %-34s %12.2f%n", size, what, value);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String[] words() {
    String[] words = new String[20_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = "w" + Integer.toString(i * 7919 % 100_003, 26).replaceAll("[0-9]", "q") + "z" + i;
    }
    return words;
  }
}
