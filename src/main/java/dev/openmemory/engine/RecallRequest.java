package dev.openmemory.engine;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to memory.
 *
 * @param query the question, as a person or model writes it
 * @param scope where to look; every axis given must match
 * @param selection which memories there
 * @param limit how many hits at the most, 1…{@link #MAX_LIMIT}
 * @param threshold hits that score less are left out, 0…1; null for none
 * @param explain whether each hit says why it ranked
 * @param caller the software that asks
 * @param askedAt when it is asked, which "last week" counts from; null for the time that the
 *     selection is as of, or now
 * @param weights what signals count for instead of their settings, by name; 0 turns one off
 * @param after where to go on in the answer to the same question; null for the start
 * @param maxTokens how many tokens the hits may have together as {@link Line}s, by the tokenizer of
 *     the embedding model, which counts rather more than those of language models; null for any
 */
public record RecallRequest(
    String query,
    Scope scope,
    Selection selection,
    int limit,
    @Nullable Double threshold,
    boolean explain,
    Caller caller,
    @Nullable Instant askedAt,
    Map<String, Double> weights,
    @Nullable Cursor after,
    @Nullable Integer maxTokens) {

  /** The most hits of one request. */
  public static final int MAX_LIMIT = 1_000;

  /** The longest query that is read, in UTF-16 units. */
  public static final int MAX_QUERY = 20_000;

  /** A question asked now, with the weights of the settings. */
  public RecallRequest(
      String query,
      Scope scope,
      int limit,
      @Nullable Double threshold,
      boolean explain,
      Caller caller) {
    this(query, scope, limit, threshold, explain, caller, null, Map.of());
  }

  /** A question about every active memory of the scope. */
  public RecallRequest(
      String query,
      Scope scope,
      int limit,
      @Nullable Double threshold,
      boolean explain,
      Caller caller,
      @Nullable Instant askedAt,
      Map<String, Double> weights) {
    this(
        query,
        scope,
        Selection.ACTIVE,
        limit,
        threshold,
        explain,
        caller,
        askedAt,
        weights,
        null,
        null);
  }

  /** The same question about other memories. */
  public RecallRequest of(Selection other) {
    return new RecallRequest(
        query, scope, other, limit, threshold, explain, caller, askedAt, weights, after, maxTokens);
  }

  /**
   * The same question, gone on with and in so much room.
   *
   * @param cursor what the page before gave; null for the start
   * @param tokens see {@link #maxTokens}
   */
  public RecallRequest page(@Nullable Cursor cursor, @Nullable Integer tokens) {
    return new RecallRequest(
        query, scope, selection, limit, threshold, explain, caller, askedAt, weights, cursor,
        tokens);
  }

  public RecallRequest {
    weights = Map.copyOf(weights);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException(
          "limit is " + limit, "Use a limit from 1 to " + MAX_LIMIT + ".");
    }
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new InvalidInputException(
          "threshold is " + threshold, "Use a threshold from 0 to 1, or leave it out.");
    }
    if (maxTokens != null && maxTokens < 1) {
      throw new InvalidInputException(
          "max_tokens is " + maxTokens, "Give at least 1, or leave it out.");
    }
    if (query.length() > MAX_QUERY) {
      throw new InvalidInputException(
          "the query has " + query.length() + " characters",
          "Use at most " + MAX_QUERY + "; ask for what you need to know.");
    }
  }
}
