package dev.openmemory.engine;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question to the graph of what is known about named things.
 *
 * @param query a question or names in free text; empty to see which things are known
 * @param to the name of the thing that every path has to end at; null for anywhere
 * @param scope whose graph; every axis given must match
 * @param hops the most steps of a path, 1…{@link #MAX_HOPS}
 * @param limit how many paths, or things, at the most, 1…{@link #MAX_LIMIT}
 * @param asOf sees what held at that time; null for now
 * @param caller the software that asks
 */
public record GraphRequest(
    String query,
    @Nullable String to,
    Scope scope,
    int hops,
    int limit,
    @Nullable Instant asOf,
    Caller caller) {

  /** The most steps of a path. */
  public static final int MAX_HOPS = 6;

  /** The steps of a path where the caller does not say. */
  public static final int DEFAULT_HOPS = 3;

  /** The most paths of one answer. */
  public static final int MAX_LIMIT = 200;

  public GraphRequest {
    if (hops < 1 || hops > MAX_HOPS) {
      throw new InvalidInputException("hops is " + hops, "Use 1 to " + MAX_HOPS + " hops.");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException(
          "limit is " + limit, "Use a limit from 1 to " + MAX_LIMIT + ".");
    }
    if (query.length() > RecallRequest.MAX_QUERY) {
      throw new InvalidInputException(
          "the query has " + query.length() + " characters",
          "Use at most " + RecallRequest.MAX_QUERY + "; ask for what you need to know.");
    }
    if (to != null && query.isBlank()) {
      throw new InvalidInputException(
          "a path has an end and no beginning", "Give a name in the query too.");
    }
  }
}
