package dev.openmemory.retrieval;

import dev.openmemory.model.MessageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The signals measured so far, and what they add up to. For one thread. */
final class Tally {

  private record Entry(String signal, Values values, double weight) {}

  private final Evidence evidence;
  private final Weights weights;
  private final List<Entry> entries = new ArrayList<>();
  private final double[] sums;
  private final double[] relevance;
  private double most;

  Tally(Evidence evidence) {
    this.evidence = evidence;
    this.weights = evidence.query().weights();
    this.sums = new double[evidence.candidates().size()];
    this.relevance = new double[sums.length];
    this.most = weights.sum();
  }

  Evidence evidence() {
    return evidence;
  }

  /** Measures a signal, unless it counts for nothing or the question does not ask for it. */
  void measure(Signal signal) {
    measure(signal.name(), () -> signal.measure(evidence));
  }

  /** Measures a signal that is no {@link Signal} by itself, unless it counts for nothing. */
  void measure(String signal, Supplier<? extends @Nullable Values> values) {
    if (weights.of(signal) > 0) {
      add(signal, values.get());
    }
  }

  /** Adds what a signal says; null takes it out of what a memory can reach. */
  void add(String signal, @Nullable Values values) {
    double weight = weights.of(signal);
    if (values == null) {
      most -= weight;
      return;
    }
    entries.add(new Entry(signal, values, weight));
    boolean relevant = Weights.RELEVANCE.contains(signal);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values.scaled()[i];
      relevance[i] += relevant ? weight * values.scaled()[i] : 0;
    }
  }

  /** What the signals so far add up to, by candidate. */
  double sum(int candidate) {
    return sums[candidate];
  }

  /** What those of them add up to that look at what the question is about. */
  double relevance(int candidate) {
    return relevance[candidate];
  }

  /** The candidates, best first, ties by id. */
  List<Integer> bestFirst() {
    return IntStream.range(0, sums.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> -sums[i])
                .thenComparing(i -> evidence.candidates().get(i).sketch().id()))
        .toList();
  }

  /** The best candidates, each of another message: a fact and its passage are one find. */
  List<Integer> best(int count) {
    Set<MessageId> messages = new HashSet<>();
    return bestFirst().stream()
        .filter(i -> messages.add(evidence.candidates().get(i).sketch().message()))
        .limit(count)
        .toList();
  }

  /** A candidate with its score, 0…1: the sum over that of a memory that has everything. */
  Ranked ranked(int candidate) {
    List<Ranked.Part> parts = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      parts.add(
          new Ranked.Part(
              entry.signal(),
              entry.values().raw()[candidate],
              entry.values().scaled()[candidate],
              entry.weight() / most));
    }
    return new Ranked(
        evidence.candidates().get(candidate).sketch().id(), sums[candidate] / most, parts);
  }
}
