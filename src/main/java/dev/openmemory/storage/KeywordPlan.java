package dev.openmemory.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the terms of a question are looked up: the match expressions to run, of which a memory's best
 * score counts. A term that stands in a great many memories says next to nothing of any, and it is
 * scoring each of them for it that makes a search slow: 236 ms at 100 000 memories with a term that
 * all of them hold, 30 ms by a plan.
 */
final class KeywordPlan {

  /** The most memories whose score a search works out, if its terms allow a choice. */
  static final int BUDGET = 5_000;

  /** How many memories, the newest, tell whether something stands in more than half of all. */
  private static final int SAMPLE = 1_000;

  /** More terms than a question has; each costs a walk through its postings. */
  private static final int MOST_TERMS = 200;

  private final Sql sql;
  private final ScopeKeys scope;
  private final long passing;
  private final long newest;
  private @Nullable String prefix;

  /**
   * @param passing how many memories can be found at the most
   */
  KeywordPlan(Sql sql, ScopeKeys scope, long passing) {
    this.sql = sql;
    this.scope = scope;
    this.passing = passing;
    this.newest = sql.number("SELECT coalesce(max(key), 0) FROM memory");
  }

  /** One expression, or none without terms, or the rare terms alone and beside the common ones. */
  List<String> matches(List<String> terms) {
    List<String> quoted = quoted(terms);
    if (quoted.isEmpty()) {
      return List.of();
    }
    String within = within();
    if (Math.min(newest, passing) <= BUDGET || quoted.size() == 1) {
      return List.of(within + anyOf(quoted));
    }
    Map<String, Long> spread = new HashMap<>();
    for (String term : quoted) {
      long memories = spread(within + anyOf(List.of(term)));
      if (memories > 0) {
        spread.put(term, memories);
      }
    }
    List<Map.Entry<String, Long>> rarestFirst = new ArrayList<>(spread.entrySet());
    rarestFirst.sort(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry::getKey));
    List<String> rare = new ArrayList<>();
    List<String> common = new ArrayList<>();
    long sum = 0;
    for (Map.Entry<String, Long> term : rarestFirst) {
      sum += term.getValue();
      if (sum <= BUDGET) {
        rare.add(term.getKey());
      } else {
        common.add(term.getKey());
      }
    }
    if (rare.isEmpty()) {
      return common.isEmpty() ? List.of() : List.of(within + anyOf(common));
    }
    // BM25 gives a term that more than half of all memories hold no weight anyway.
    common.removeIf(term -> inMost(anyOf(List.of(term))));
    String few = within + anyOf(rare);
    return common.isEmpty() ? List.of(few) : List.of(few, few + " AND " + anyOf(common));
  }

  /** The expression that a name's words, one after the other, meet; empty if it has no words. */
  Optional<String> phrase(String name) {
    List<String> quoted = quoted(List.of(name));
    return quoted.isEmpty() ? Optional.empty() : Optional.of(within() + anyOf(quoted));
  }

  /** The expression that a name and one of some other words meet; empty without such words. */
  Optional<String> phrase(String name, List<String> beside) {
    List<String> quoted = quoted(beside);
    return quoted.isEmpty()
        ? Optional.empty()
        : phrase(name).map(phrase -> phrase + " AND " + anyOf(quoted));
  }

  /** In how many memories an expression is met, counted no further than the budget. */
  private long spread(String match) {
    return sql.number(
        "SELECT count(*) FROM (SELECT 1 FROM memory_fts WHERE memory_fts MATCH ? LIMIT ?)",
        match,
        BUDGET + 1);
  }

  private boolean inMost(String match) {
    return newest > SAMPLE
        && sql.number(
                "SELECT count(*) FROM memory_fts WHERE memory_fts MATCH ? AND rowid > ?",
                match,
                newest - SAMPLE)
            > SAMPLE / 2;
  }

  /**
   * What every axis of the scope must meet, as the start of an expression. An axis that most
   * memories meet is left to the rows: to look each up costs less than to walk its postings.
   */
  private String within() {
    String known = prefix;
    if (known == null) {
      known = prefix();
      prefix = known;
    }
    return known;
  }

  private String prefix() {
    StringBuilder within = new StringBuilder();
    for (long key : new long[] {scope.user(), scope.agent(), scope.run(), scope.app()}) {
      String token = "{scope} : \"s" + key + '"';
      if (key != 0 && !inMost(token)) {
        within.append(token).append(" AND ");
      }
    }
    return within.toString();
  }

  private static String anyOf(List<String> quoted) {
    return "{text} : (" + String.join(" OR ", quoted) + ")";
  }

  /** The terms that have a letter or digit, as strings that an expression takes whole. */
  private static List<String> quoted(List<String> terms) {
    Set<String> quoted = new LinkedHashSet<>();
    for (String term : terms) {
      if (quoted.size() < MOST_TERMS && term.codePoints().anyMatch(Character::isLetterOrDigit)) {
        // Within quotes nothing is an operator; NUL alone would end the expression.
        quoted.add('"' + term.replace('\0', ' ').replace("\"", "\"\"") + '"');
      }
    }
    return List.copyOf(quoted);
  }
}
