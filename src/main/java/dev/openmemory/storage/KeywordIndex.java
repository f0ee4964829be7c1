package dev.openmemory.storage;

import dev.openmemory.model.MemoryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  List<ScoredId> matching(List<String> terms, KeyFilter passing, int limit) {
    Condition asked = asked(passing);
    Map<Long, Double> scores = new HashMap<>();
    for (String match : plan(passing).matches(terms)) {
      // A few more than the limit, so that ties at it are settled by id.
      sql.each(
          SCORED + asked.sql() + "ORDER BY score DESC, f.rowid LIMIT " + (limit + 50L),
          row -> scores.merge(row.getLong(1), row.getDouble(2), Math::max),
          parameters(match, passing, asked));
    }
    Best best = new Best();
    scores.forEach(best::add);
    return best.top(limit, sql, passing);
  }

  Map<MemoryId, Double> scores(List<String> terms, KeyFilter passing, Collection<MemoryId> ids) {
    Map<Long, MemoryId> keys = new MemoryRows(sql).keys(ids);
    keys.keySet().removeIf(key -> !passing.admits(key));
    if (keys.isEmpty()) {
      return Map.of();
    }
    Condition asked = among(keys.keySet().stream().mapToLong(Long::longValue).toArray());
    Map<MemoryId, Double> scores = new LinkedHashMap<>();
    for (String match : plan(passing).matches(terms)) {
      sql.each(
          SCORED + asked.sql(),
          row -> {
            MemoryId id = keys.get(row.getLong(1));
            if (id != null) {
              scores.merge(id, row.getDouble(2), Math::max);
            }
          },
          parameters(match, passing, asked));
    }
    return scores;
  }

  /** The memories that hold each name, without the names that more than so many hold. */
  private Map<String, List<MemoryId>> naming(
      Collection<String> names, KeyFilter passing, int most) {
    Condition asked = asked(passing);
    KeywordPlan plan = plan(passing);
    Map<String, List<Long>> holders = new LinkedHashMap<>();
    Set<Long> all = new LinkedHashSet<>();
    for (String name : names) {
      List<Long> keys = new ArrayList<>();
      plan.phrase(name)
          .ifPresent(
              match ->
                  sql.each(
                      NAMING + asked.sql() + "LIMIT " + (most + 1L),
                      row -> keys.add(row.getLong(1)),
                      parameters(match, passing, asked)));
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

  /** The memories that hold each name and one of some other words, best match first. */
  Map<String, List<MemoryId>> naming(
      Collection<String> names, List<String> beside, KeyFilter passing, int limit) {
    if (beside.isEmpty()) {
      return naming(names, passing, limit);
    }
    Condition asked = asked(passing);
    KeywordPlan plan = plan(passing);
    String best = "ORDER BY score DESC, f.rowid LIMIT " + (limit + 50L);
    Map<String, List<MemoryId>> found = new LinkedHashMap<>();
    for (String name : names) {
      Best holders = new Best();
      plan.phrase(name, beside)
          .ifPresent(
              match ->
                  sql.each(
                      SCORED + asked.sql() + best,
                      row -> holders.add(row.getLong(1), row.getDouble(2)),
                      parameters(match, passing, asked)));
      List<MemoryId> top = holders.top(limit, sql, passing).stream().map(ScoredId::id).toList();
      if (!top.isEmpty()) {
        found.put(name, top);
      }
    }
    return found;
  }

  private KeywordPlan plan(KeyFilter passing) {
    KeySet admitted = passing.admitted();
    return new KeywordPlan(
        sql, passing.scope(), admitted == null ? Long.MAX_VALUE : admitted.size());
  }

  /** What the columns of a signature cannot tell: few are looked up, of many the row is asked. */
  private static Condition asked(KeyFilter passing) {
    KeySet admitted = passing.admitted();
    if (admitted == null) {
      return Condition.NONE;
    }
    return admitted.size() <= KeywordPlan.BUDGET
        ? among(admitted.toArray())
        : new Condition(
            "AND EXISTS (SELECT 1 FROM memory m WHERE m.key = f.rowid AND "
                + passing.where().sql()
                + ") ",
            passing.where().values());
  }

  /** The plus keeps SQLite from running the whole match once per key. */
  private static Condition among(long[] keys) {
    return new Condition(
        "AND +f.rowid IN (SELECT value FROM json_each(?)) ", List.of(Ids.jsonOf(keys)));
  }

  private static Object[] parameters(String match, KeyFilter passing, Condition asked) {
    ScopeKeys scope = passing.scope();
    List<Object> parameters =
        new ArrayList<>(
            List.of(
                match,
                passing.states(),
                passing.at(),
                scope.user(),
                scope.agent(),
                scope.run(),
                scope.app()));
    parameters.addAll(asked.values());
    return parameters.toArray();
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
