package dev.openmemory.storage;

import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The derived keyword index. It reads its text through the view {@code memory_words}, so a row
 * leaves the index before its memory changes and enters it afterwards.
 */
final class KeywordIndex {

  private static final String SCORED =
      """
      SELECT f.rowid, -bm25(memory_fts, 1.0, 0.0) AS score
        FROM memory_fts f JOIN signature s ON s.memory = f.rowid
       WHERE memory_fts MATCH ?1
         AND (1 << s.state) & ?2 AND (s.expires IS NULL OR s.expires > ?3)
         AND (?4 = 0 OR s.user_key = ?4) AND (?5 = 0 OR s.agent_key = ?5)
         AND (?6 = 0 OR s.run_key = ?6) AND (?7 = 0 OR s.app_key = ?7)
      """;

  private static final String NAMING =
      SCORED.replace("f.rowid, -bm25(memory_fts, 1.0, 0.0) AS score", "f.rowid");

  private final Sql sql;

  KeywordIndex(Sql sql) {
    this.sql = sql;
  }

  /** Enters a memory as it now stands; one that is deleted is not entered. */
  void enter(long key) {
    sql.update(
        """
        INSERT INTO memory_fts (rowid, text, scope)
        SELECT key, text, scope FROM memory_words WHERE key = ?
        """,
        key);
  }

  /** Takes a memory out while it still stands as it was entered. */
  void leave(long key) {
    sql.update(
        """
        INSERT INTO memory_fts (memory_fts, rowid, text, scope)
        SELECT 'delete', key, text, scope FROM memory_words WHERE key = ?
        """,
        key);
  }

  List<ScoredId> matching(List<String> terms, MemoryFilter filter, int limit) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    KeyFilter passing = keyed.get();
    Map<Long, Double> scores = new HashMap<>();
    for (String match : new KeywordPlan(sql, passing.scope()).matches(terms)) {
      // A few more than the limit, so that ties at it are settled by id.
      sql.each(
          SCORED + "ORDER BY score DESC, f.rowid LIMIT " + (limit + 50L),
          row -> scores.merge(row.getLong(1), row.getDouble(2), Math::max),
          parameters(match, passing));
    }
    Best best = new Best();
    scores.forEach(best::add);
    return best.top(limit, sql, passing);
  }

  Map<MemoryId, Double> scores(List<String> terms, MemoryFilter filter, Collection<MemoryId> ids) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty() || ids.isEmpty()) {
      return Map.of();
    }
    KeyFilter passing = keyed.get();
    Map<Long, MemoryId> keys = new MemoryRows(sql).keys(ids);
    String wanted = Ids.jsonOf(keys.keySet().stream().mapToLong(Long::longValue).toArray());
    Map<MemoryId, Double> scores = new LinkedHashMap<>();
    for (String match : new KeywordPlan(sql, passing.scope()).matches(terms)) {
      List<Object> parameters = new ArrayList<>(List.of(parameters(match, passing)));
      parameters.add(wanted);
      // The plus keeps SQLite from running the whole match once per id.
      sql.each(
          SCORED + "AND +f.rowid IN (SELECT value FROM json_each(?8))",
          row -> {
            MemoryId id = keys.get(row.getLong(1));
            if (id != null) {
              scores.merge(id, row.getDouble(2), Math::max);
            }
          },
          parameters.toArray());
    }
    return scores;
  }

  /** The memories that hold each name, without the names that more than so many hold. */
  Map<String, List<MemoryId>> naming(Collection<String> names, MemoryFilter filter, int most) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty() || names.isEmpty()) {
      return Map.of();
    }
    KeyFilter passing = keyed.get();
    KeywordPlan plan = new KeywordPlan(sql, passing.scope());
    Map<String, List<Long>> holders = new LinkedHashMap<>();
    Set<Long> all = new LinkedHashSet<>();
    for (String name : names) {
      List<Long> keys = new ArrayList<>();
      plan.phrase(name)
          .ifPresent(
              match ->
                  sql.each(
                      NAMING + "LIMIT " + (most + 1L),
                      row -> keys.add(row.getLong(1)),
                      parameters(match, passing)));
      if (!keys.isEmpty() && keys.size() <= most) {
        holders.put(name, keys);
        all.addAll(keys);
      }
    }
    Map<Long, MemoryId> ids =
        new MemoryRows(sql).ids(all.stream().mapToLong(Long::longValue).toArray(), passing);
    Map<String, List<MemoryId>> found = new LinkedHashMap<>();
    holders.forEach(
        (name, keys) ->
            found.put(name, keys.stream().map(ids::get).filter(Objects::nonNull).toList()));
    return found;
  }

  private static Object[] parameters(String match, KeyFilter passing) {
    ScopeKeys scope = passing.scope();
    return new Object[] {
      match, passing.states(), passing.at(), scope.user(), scope.agent(), scope.run(), scope.app()
    };
  }

  /** Builds the index again from the memories. */
  void rebuild() {
    sql.script("INSERT INTO memory_fts (memory_fts) VALUES ('rebuild')");
  }

  /** Compares the index with the memories; throws if they differ. */
  void verify() {
    sql.script("INSERT INTO memory_fts (memory_fts, rank) VALUES ('integrity-check', 1)");
  }
}
