package dev.openmemory.mcp.catalogue;

import java.util.List;

/**
 * Values that complete an argument, best first.
 *
 * @param values at most {@link #MAX}; what is beyond is cut
 * @param hasMore whether there are more than these
 */
public record Suggestions(List<String> values, boolean hasMore) {

  /** The most values of one answer, as the protocol has it. */
  public static final int MAX = 100;

  /** Nothing to suggest. */
  public static final Suggestions NONE = new Suggestions(List.of(), false);

  public Suggestions {
    hasMore = hasMore || values.size() > MAX;
    values = List.copyOf(values.subList(0, Math.min(values.size(), MAX)));
  }
}
