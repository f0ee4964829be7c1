package dev.openmemory.benchmark;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.retrieval.Query;
import dev.openmemory.retrieval.Ranked;
import dev.openmemory.retrieval.Ranking;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreOptions;
import dev.openmemory.storage.StoreReader;
import dev.openmemory.storage.Stores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Measures whole searches besides the embedding of the question, with every signal on: how long
 * they and their steps take, and how much of the answer to an exact comparison with every memory
 * they keep.
 *
 * <p>Arguments: a folder, in which stores are made and kept for the next run, and the sizes; {@code
 * users=1,1000} measures stores of one user and of a thousand, {@code index=vec0} the other index,
 * {@code rounds=3} repeats the searches, {@code exact=no} leaves the comparison out. Beside the
 * time that passes stands the processor's, which says more where other programs run.
 */
public final class SearchBenchmark {

  private static final int QUERIES = 200;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 100;
  private static final int COMPARED = 60;
  private static final int NEAREST = 200;
  private static final int BATCH = 5_000;
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final Path file;
  private final int size;
  private final int users;
  private final EngineOptions.Index index;
  private final SyntheticMemories memories;

  private SearchBenchmark(Path folder, int size, int users, EngineOptions.Index index) {
    this.file = folder.resolve(size + "-of-" + users + ".db");
    this.size = size;
    this.users = users;
    this.index = index;
    this.memories = new SyntheticMemories(users);
  }

  /** Runs it; prints a line per figure. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<Integer> sizes = new ArrayList<>();
    int[] users = {1, 1_000};
    int rounds = 1;
    boolean compared = true;
    EngineOptions.Index index = EngineOptions.Index.RESIDENT;
    for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
      String value = argument.substring(argument.indexOf('=') + 1);
      if (argument.startsWith("users=")) {
        users = Arrays.stream(value.split(",")).mapToInt(Integer::parseInt).toArray();
      } else if (argument.startsWith("index=")) {
        index = EngineOptions.Index.valueOf(value.toUpperCase(Locale.ROOT));
      } else if (argument.startsWith("exact=")) {
        compared = !value.equals("no");
      } else if (argument.startsWith("rounds=")) {
        rounds = Integer.parseInt(value);
      } else {
        sizes.add(Integer.parseInt(argument));
      }
    }
    for (int size : sizes) {
      for (int of : users) {
        SearchBenchmark benchmark = new SearchBenchmark(folder, size, of, index);
        benchmark.fill();
        for (int round = 0; round < rounds; round++) {
          benchmark.search();
        }
        if (compared) {
          benchmark.compare();
        }
      }
    }
  }

  private void fill() {
    try (MemoryStore store = open()) {
      int filled = Math.toIntExact(store.<Long>read(r -> r.count(filter(Scope.ANY))));
      if (filled != 0 && filled != size) {
        throw new IllegalStateException(file + " is filled by half; delete it");
      }
      long start = System.nanoTime();
      while (filled < size) {
        int from = filled;
        int to = Math.min(size, filled + BATCH);
        filled =
            store.<Integer>write(
                writer -> {
                  for (int i = from; i < to; i++) {
                    memories.store(writer, i);
                  }
                  return to;
                });
      }
      print("filled in, s", (System.nanoTime() - start) / 1e9);
    }
  }

  /** Through the front door, as a face asks. */
  private void search() {
    try (Engine engine =
        Engine.open(
            new EngineOptions(
                file,
                "bench",
                EngineOptions.Lifetime.LONG_LIVED,
                index,
                Path.of("target", "native-cache"),
                EngineOptions.DEFAULT_BUSY_TIMEOUT),
            memories,
            Clock.fixed(NOW, ZoneOffset.UTC))) {
      long start = System.nanoTime();
      engine.warmUp();
      print("index warm in, ms", (System.nanoTime() - start) / 1e6);
      double[] millis = new double[QUERIES];
      double[] processor = new double[QUERIES];
      for (int i = -WARM_UP; i < QUERIES; i++) {
        String question = memories.question(i);
        Scope scope = scope(i);
        long used = CPU.getCurrentThreadCpuTime();
        start = System.nanoTime();
        engine.recall(new RecallRequest(question, scope, 10, null, true, new Caller("benchmark")));
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
          processor[i] = (CPU.getCurrentThreadCpuTime() - used) / 1e6;
        }
      }
      Arrays.sort(millis);
      Arrays.sort(processor);
      System.out.printf(
          Locale.ROOT,
          "%8d of %4d  search: p50 %.1f ms, p95 %.1f ms; processor p50 %.1f ms, p95 %.1f ms%n",
          size,
          users,
          millis[QUERIES / 2],
          millis[QUERIES * 95 / 100],
          processor[QUERIES / 2],
          processor[QUERIES * 95 / 100]);
    }
  }

  /** What the steps cost, and what an exact comparison with every memory would have answered. */
  private void compare() {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < COMPARED; i++) {
      String question = memories.question(i);
      queries.add(new Query(question, memories.query(question), filter(scope(i)), 10));
    }
    List<List<ScoredId>> exact = exact(queries);
    Retriever retriever = new Retriever();
    Map<String, Double> steps = new LinkedHashMap<>();
    int near = 0;
    int answered = 0;
    int wanted = 0;
    int answers = 0;
    try (MemoryStore store = open()) {
      for (int i = -COMPARED; i < COMPARED; i++) {
        Query query = queries.get(Math.floorMod(i, COMPARED));
        Ranking ranking = store.read(reader -> retriever.rank(reader, query));
        if (i < 0) {
          continue;
        }
        ranking.millis().forEach((step, ms) -> steps.merge(step, ms / COMPARED, Double::sum));
        List<ScoredId> nearest = exact.get(i);
        List<ScoredId> ten = nearest.subList(0, Math.min(10, nearest.size()));
        near +=
            common(ids(ten), ids(store.read(r -> r.nearest(query.vector(), query.filter(), 10))));
        wanted += ten.size();
        List<MemoryId> whole =
            hits(store.read(reader -> retriever.rank(exactly(reader, nearest), query)));
        answered += common(whole, hits(ranking));
        answers += whole.size();
      }
    }
    print("nearest ten kept", near / (double) wanted);
    print("answer's ten kept", answered / (double) answers);
    steps.forEach((step, ms) -> print("step " + step + ", mean ms", ms));
  }

  /** The nearest memories of each question, found by comparing every memory. */
  private List<List<ScoredId>> exact(List<Query> queries) {
    Comparator<ScoredId> worstFirst =
        Comparator.comparingDouble(ScoredId::score)
            .thenComparing(ScoredId::id, Comparator.reverseOrder());
    List<PriorityQueue<ScoredId>> best = new ArrayList<>();
    queries.forEach(query -> best.add(new PriorityQueue<>(worstFirst)));
    for (int number = 0; number < size; number++) {
      String user = memories.user(number);
      float[] vector = null;
      for (int q = 0; q < queries.size(); q++) {
        if (user.equals(queries.get(q).filter().scope().userId())) {
          vector = vector == null ? memories.query(memories.text(number)) : vector;
          float cosine = dot(vector, queries.get(q).vector());
          PriorityQueue<ScoredId> nearest = best.get(q);
          if (nearest.size() < NEAREST || cosine >= nearest.element().score()) {
            nearest.add(new ScoredId(memories.id(number), cosine));
            if (nearest.size() > NEAREST) {
              nearest.remove();
            }
          }
        }
      }
    }
    return best.stream()
        .map(queue -> queue.stream().sorted(worstFirst.reversed()).toList())
        .toList();
  }

  private static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    return s0 + s1 + s2 + s3;
  }

  /** A reader whose search by meaning gives what was found by comparing every memory. */
  static StoreReader exactly(StoreReader reader, List<ScoredId> nearest) {
    return (StoreReader)
        Proxy.newProxyInstance(
            StoreReader.class.getClassLoader(),
            new Class<?>[] {StoreReader.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("nearest")) {
                return nearest;
              }
              try {
                return method.invoke(reader, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  static int common(List<MemoryId> wanted, List<MemoryId> found) {
    return (int) wanted.stream().filter(found::contains).count();
  }

  static List<MemoryId> ids(List<ScoredId> scored) {
    return scored.stream().map(ScoredId::id).toList();
  }

  static List<MemoryId> hits(Ranking ranking) {
    return ranking.hits().stream().map(Ranked::id).toList();
  }

  private Scope scope(int question) {
    return Scope.user("user" + Math.floorMod(question * 7, Math.min(users, (size + 19) / 20)));
  }

  private static MemoryFilter filter(Scope scope) {
    return MemoryFilter.active(scope, NOW);
  }

  private MemoryStore open() {
    return Stores.open(
        new StoreOptions(
            file,
            memories.space(),
            index == EngineOptions.Index.VEC0
                ? StoreOptions.IndexChoice.VEC0
                : StoreOptions.IndexChoice.RESIDENT,
            Path.of("target", "native-cache"),
            EngineOptions.DEFAULT_BUSY_TIMEOUT));
  }

  private void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%8d of %4d  %s: %.3f%n", size, users, what, value);
  }
}
