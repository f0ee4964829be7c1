package dev.openmemory.engine;

import dev.openmemory.model.Activity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up how much the memory is used until it is written down. For one thread at a time. */
final class Use {

  private record Key(LocalDate day, Activity.Kind kind, @Nullable String client) {}

  private final Map<Key, Activity> sums = new HashMap<>();

  void add(LocalDate day, Activity.Kind kind, @Nullable String client, long items, long nanos) {
    long micros = nanos / 1_000;
    sums.merge(
        new Key(day, kind, client),
        new Activity(day, kind, client, 1, items, micros, micros),
        (sum, one) ->
            new Activity(
                day,
                kind,
                client,
                sum.calls() + one.calls(),
                sum.items() + one.items(),
                sum.micros() + one.micros(),
                Math.max(sum.slowest(), one.slowest())));
  }

  /** What was added up, and begins anew. */
  List<Activity> take() {
    List<Activity> all = new ArrayList<>(sums.values());
    sums.clear();
    return all;
  }
}
