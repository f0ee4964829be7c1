package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryFilter;
import java.time.Instant;
import java.util.List;

/**
 * A question to the retriever.
 *
 * @param text the question, cleaned
 * @param terms its words that are looked up
 * @param vector its unit vector in the store's space
 * @param filter which memories may answer
 * @param limit how many answers at the most
 * @param threshold answers that score less are left out; 0 for none
 * @param askedAt when it is asked
 * @param weights what each signal counts for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never copied
public record Query(
    String text,
    List<String> terms,
    float[] vector,
    MemoryFilter filter,
    int limit,
    double threshold,
    Instant askedAt,
    Weights weights) {

  public Query {
    terms = List.copyOf(terms);
  }

  /** A question whose subject is looked up. */
  public Query(
      String text,
      float[] vector,
      MemoryFilter filter,
      int limit,
      double threshold,
      Instant askedAt,
      Weights weights) {
    this(text, Terms.of(subject(text)), vector, filter, limit, threshold, askedAt, weights);
  }

  /** A question asked at the filter's time, with the default weights and no threshold. */
  public Query(String text, float[] vector, MemoryFilter filter, int limit) {
    this(text, vector, filter, limit, 0, filter.at(), Weights.DEFAULT);
  }

  /**
   * What of a question is looked up: what it is about, without what it says of the answer's form.
   * The vector of a query is that of this text.
   */
  public static String subject(String question) {
    return Subject.of(question);
  }
}
