package dev.openmemory.storage;

import dev.openmemory.model.MemoryId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Scores of row keys, and the best of them by id. */
final class Best {

  private static final Comparator<Scored> BY_SCORE =
      Comparator.comparingDouble(Scored::score).reversed().thenComparingLong(Scored::key);

  private record Scored(long key, double score) {}

  private final List<Scored> all = new ArrayList<>();

  void add(long key, double score) {
    all.add(new Scored(key, score));
  }

  /**
   * Best first, ties by id.
   *
   * @param passing asked again of each row, as an index may know a state that is not this
   *     snapshot's
   */
  List<ScoredId> top(int limit, Sql sql, KeyFilter passing) {
    all.sort(BY_SCORE);
    List<ScoredId> top = new ArrayList<>();
    int start = 0;
    while (start < all.size() && top.size() < limit) {
      int end = Math.min(start + limit - top.size(), all.size());
      // Ties at the cut are decided by the ids, which only the rows know.
      while (end < all.size() && all.get(end).score() == all.get(end - 1).score()) {
        end++;
      }
      List<Scored> stretch = all.subList(start, end);
      Map<Long, MemoryId> ids =
          new MemoryRows(sql).ids(stretch.stream().mapToLong(Scored::key).toArray(), passing);
      for (Scored scored : stretch) {
        MemoryId id = ids.get(scored.key());
        if (id != null) {
          top.add(new ScoredId(id, scored.score()));
        }
      }
      start = end;
    }
    top.sort(Comparator.comparingDouble(ScoredId::score).reversed().thenComparing(ScoredId::id));
    return List.copyOf(top.subList(0, Math.min(limit, top.size())));
  }
}
