package dev.openmemory.pipeline;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pairs of statements, written by hand: half of them repeat each other, half differ in the one
 * thing that matters. As a program it prints the curve from which the threshold was chosen.
 */
public final class DuplicatePairs {

  private static final Path FILE = Path.of("src/test/resources/duplicates/pairs.tsv");

  private DuplicatePairs() {}

  /**
   * One pair.
   *
   * @param kind {@code same}, or in what they differ
   * @param cosine how near the real model puts them
   */
  record Pair(String kind, String first, String second, double cosine) {

    boolean same() {
      return kind.equals("same");
    }
  }

  /** What a way of telling repeats gets right. */
  record Score(int hits, int falseHits, int misses) {

    double precision() {
      return hits + falseHits == 0 ? 1 : (double) hits / (hits + falseHits);
    }

    double recall() {
      return (double) hits / (hits + misses);
    }

    double f1() {
      return 2.0 * hits / (2.0 * hits + falseHits + misses);
    }
  }

  static List<Pair> read() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    try (Embedder embedder =
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q"))) {
      for (String line : Files.readAllLines(FILE)) {
        String[] cells = line.split("\t");
        double cosine =
            Embed.dot(embedder.passage(cells[1]).vector(), embedder.passage(cells[2]).vector());
        pairs.add(new Pair(cells[0], cells[1], cells[2], cosine));
      }
    }
    return pairs;
  }

  /** How well a cosine tells repeats, with or without a look at the words. */
  static Score score(List<Pair> pairs, double cosine, boolean words) {
    int hits = 0;
    int falseHits = 0;
    int misses = 0;
    for (Pair pair : pairs) {
      boolean repeats =
          pair.cosine() >= cosine && (!words || Likeness.sameWords(pair.first(), pair.second()));
      hits += repeats && pair.same() ? 1 : 0;
      falseHits += repeats && !pair.same() ? 1 : 0;
      misses += !repeats && pair.same() ? 1 : 0;
    }
    return new Score(hits, falseHits, misses);
  }

  /** Prints the curve, and the pairs that are told wrong at the threshold in use. */
  public static void main(String[] arguments) throws IOException {
    List<Pair> pairs = read();
    System.out.println("| cosine | precision | recall | F1 | F1 by the cosine alone |");
    System.out.println("|--:|--:|--:|--:|--:|");
    for (int step = 70; step <= 98; step += 2) {
      Score guarded = score(pairs, step / 100.0, true);
      Score alone = score(pairs, step / 100.0, false);
      System.out.printf(
          Locale.ROOT,
          "| %.2f | %.3f | %.3f | %.3f | %.3f |%n",
          step / 100.0,
          guarded.precision(),
          guarded.recall(),
          guarded.f1(),
          alone.f1());
    }
    for (Pair pair : pairs) {
      if (pair.same() != Likeness.repeats(pair.first(), pair.second(), pair.cosine())) {
        System.out.printf(
            Locale.ROOT,
            "%s %.3f %s | %s%n",
            pair.kind(),
            pair.cosine(),
            pair.first(),
            pair.second());
      }
    }
  }
}
