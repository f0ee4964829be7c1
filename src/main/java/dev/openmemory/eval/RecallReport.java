package dev.openmemory.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a set of rankings is worth.
 *
 * @param scored how many questions have right answers
 * @param message the mean measures over messages
 * @param sessions how many questions have right sessions
 * @param session the mean measures over sessions, each ranking collapsed to distinct sessions;
 *     empty where the set has none
 * @param byCategory the mean measures over messages for each kind of question
 */
public record RecallReport(
    int scored,
    Map<String, Double> message,
    int sessions,
    Map<String, Double> session,
    Map<String, Category> byCategory) {

  /**
   * One kind of question.
   *
   * @param count how many questions
   * @param measures their mean measures over messages
   */
  public record Category(int count, Map<String, Double> measures) {}

  /**
   * Scores rankings.
   *
   * @param rankings message ids, best first, by question id; a question without one counts as a
   *     miss
   */
  public static RecallReport of(RecallSet set, Map<String, List<String>> rankings) {
    Map<String, @Nullable String> sessionOf = new LinkedHashMap<>();
    set.messages().forEach(message -> sessionOf.put(message.id(), message.session()));
    List<Map<String, Double>> messages = new ArrayList<>();
    List<Map<String, Double>> sessions = new ArrayList<>();
    Map<String, List<Map<String, Double>>> categories = new TreeMap<>();
    for (RecallSet.Question question : set.questions()) {
      List<String> ranked = rankings.getOrDefault(question.id(), List.of());
      Set<String> gold = new LinkedHashSet<>(question.gold());
      gold.retainAll(sessionOf.keySet());
      if (!gold.isEmpty()) {
        Map<String, Double> measures = Metrics.measure(ranked, gold);
        messages.add(measures);
        categories.computeIfAbsent(question.category(), key -> new ArrayList<>()).add(measures);
      }
      Set<String> goldSessions = goldSessions(question, gold, sessionOf);
      if (!goldSessions.isEmpty()) {
        List<String> rankedSessions =
            ranked.stream().map(id -> Objects.requireNonNullElse(sessionOf.get(id), "")).toList();
        sessions.add(Metrics.measure(rankedSessions, goldSessions));
      }
    }
    Map<String, Category> byCategory = new TreeMap<>();
    categories.forEach(
        (name, rows) -> byCategory.put(name, new Category(rows.size(), Metrics.mean(rows))));
    return new RecallReport(
        messages.size(),
        Metrics.mean(messages),
        sessions.size(),
        Metrics.mean(sessions),
        byCategory);
  }

  private static Set<String> goldSessions(
      RecallSet.Question question, Set<String> gold, Map<String, @Nullable String> sessionOf) {
    if (!question.goldSessions().isEmpty()) {
      return question.goldSessions();
    }
    Set<String> sessions = new LinkedHashSet<>();
    for (String id : gold) {
      String session = sessionOf.get(id);
      if (session != null) {
        sessions.add(session);
      }
    }
    return sessions;
  }
}
