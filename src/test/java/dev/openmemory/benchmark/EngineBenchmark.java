package dev.openmemory.benchmark;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures whole adds and searches: with the real model on an empty store, then with synthetic
 * vectors on stores of growing size, both vector indexes in one run.
 *
 * <p>Arguments: the sizes to fill up to, ascending; by default 1000 10000 100000.
 */
public final class EngineBenchmark {

  private static final Caller CALLER = new Caller("benchmark");
  private static final int QUERIES = 200;

  private EngineBenchmark() {}

  /** Runs the measurement and prints it. */
  public static void main(String[] args) throws IOException {
    int[] sizes =
        args.length == 0
            ? new int[] {1_000, 10_000, 100_000}
            : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    real();
    grow(sizes);
  }

  private static void real() throws IOException {
    Path file = Files.createTempDirectory("engine-benchmark").resolve("memory.db");
    Embedder model =
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q"));
    Words words = new Words(1);
    try (Engine engine = open(file, EngineOptions.Index.AUTO, model)) {
      engine.warmUp();
      long start = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        engine.remember(RememberRequest.text(words.sentence(), Scope.ANY, CALLER));
      }
      double adds = 1_000 / ((System.nanoTime() - start) / 1e9);
      Times searches = searches(engine, new Words(99));
      System.out.printf(
          "real model: %.0f adds/s one by one; search with query embedding %s; resident memory after"
              + " 1000 adds %d MB; %d bytes a memory%n",
          adds, searches, residentMegabytes(), bytes(file) / 1_000);
    }
  }

  private static void grow(int[] sizes) throws IOException {
    Path file = Files.createTempDirectory("engine-benchmark").resolve("memory.db");
    Words words = new Words(2);
    int filled = 0;
    for (int size : sizes) {
      double batched;
      double single;
      try (Engine engine = open(file, EngineOptions.Index.AUTO, new SyntheticEmbedder())) {
        engine.warmUp();
        long start = System.nanoTime();
        int before = filled;
        while (filled < size - 100) {
          int batch = Math.min(1_000, size - 100 - filled);
          engine.remember(batch(words, batch));
          filled += batch;
        }
        batched = (filled - before) / ((System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        for (; filled < size; filled++) {
          engine.remember(RememberRequest.text(words.sentence(), Scope.ANY, CALLER));
        }
        single = 100 / ((System.nanoTime() - start) / 1e9);
      }
      System.out.printf(
          "%7d memories: %.0f adds/s in batches, %.0f one by one; %d bytes a memory%n",
          size, batched, single, bytes(file) / size);
      for (EngineOptions.Index index :
          List.of(EngineOptions.Index.RESIDENT, EngineOptions.Index.VEC0)) {
        try (Engine engine = open(file, index, new SyntheticEmbedder())) {
          long start = System.nanoTime();
          engine.warmUp();
          double first = (System.nanoTime() - start) / 1e6;
          Times times = searches(engine, new Words(99));
          System.out.printf(
              "        %-8s warm-up %.0f ms; search besides the embedding %s%n",
              index, first, times);
        }
      }
    }
  }

  private static Engine open(Path file, EngineOptions.Index index, Embedder embedder) {
    return Engine.open(
        new EngineOptions(
            file,
            "bench",
            EngineOptions.Lifetime.LONG_LIVED,
            index,
            Path.of("target", "native-cache"),
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        embedder,
        Clock.systemUTC());
  }

  private static RememberRequest batch(Words words, int size) {
    List<RememberRequest.Said> messages = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      messages.add(new RememberRequest.Said(Actor.USER, words.sentence(), null));
    }
    return new RememberRequest(messages, Scope.ANY, CALLER, false, null, null, Metadata.EMPTY);
  }

  private static Times searches(Engine engine, Words words) {
    double[] millis = new double[QUERIES];
    for (int i = -20; i < QUERIES; i++) {
      String query = words.question();
      long start = System.nanoTime();
      engine.recall(new RecallRequest(query, Scope.user("bench"), 10, null, false, CALLER));
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new Times(millis[QUERIES / 2], millis[QUERIES * 95 / 100]);
  }

  private record Times(double median, double p95) {
    @Override
    public String toString() {
      return String.format("p50 %.1f ms, p95 %.1f ms", median, p95);
    }
  }

  private static long bytes(Path file) throws IOException {
    long sum = 0;
    for (String suffix : List.of("", "-wal")) {
      Path part = Path.of(file + suffix);
      sum += Files.exists(part) ? Files.size(part) : 0;
    }
    return sum;
  }

  /** On Linux; 0 elsewhere. */
  private static long residentMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** Sentences whose words are as unevenly frequent as real ones: rank r comes with weight 1/r. */
  private static final class Words {
    private static final int VOCABULARY = 20_000;
    private final Random random;

    Words(long seed) {
      random = new Random(seed);
    }

    String sentence() {
      return join(8 + random.nextInt(20));
    }

    String question() {
      return join(6);
    }

    private String join(int count) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        int rank = (int) Math.pow(VOCABULARY, random.nextDouble());
        text.append(i == 0 ? "" : " ").append(word(rank));
      }
      return text.toString();
    }

    private static String word(int rank) {
      StringBuilder word = new StringBuilder("w");
      for (int rest = rank; rest > 0; rest /= 20) {
        word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
      }
      return word.toString();
    }
  }
}
