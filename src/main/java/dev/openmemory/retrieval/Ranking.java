package dev.openmemory.retrieval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a query.
 *
 * @param hits best first, ties by id
 * @param considered how many candidates were scored
 * @param sources how many memories each way of searching proposed, by its name
 * @param millis how long each step took, by its name, in order
 * @param answerability how likely it is that anything found answers the question, 0…1, as far as
 *     the built-in embedding model can tell
 */
public record Ranking(
    List<Ranked> hits,
    int considered,
    Map<String, Integer> sources,
    Map<String, Double> millis,
    double answerability) {

  public Ranking {
    hits = List.copyOf(hits);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    millis = Collections.unmodifiableMap(new LinkedHashMap<>(millis));
  }
}
