package dev.openmemory.model;

import java.util.List;

/**
 * A fact that a caller states itself, so that nothing has to be distilled.
 *
 * @param text what it says, self-contained, at most {@link #MAX_LENGTH} UTF-16 units
 * @param mentions the entities that the text names
 * @param claims the relations that the text states
 * @param replaces memories that are no longer true if this is
 */
public record Fact(
    String text, List<Mention> mentions, List<Claim> claims, List<MemoryId> replaces) {

  /** The longest text of one fact. */
  public static final int MAX_LENGTH = 2_000;

  private static final int MOST_PARTS = 50;

  public Fact {
    text = Text.clean("the fact", text);
    mentions = List.copyOf(mentions);
    claims = List.copyOf(claims);
    replaces = List.copyOf(replaces);
    if (text.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          "a fact has " + text.length() + " characters; the limit is " + MAX_LENGTH,
          "State one fact at a time, and give the whole text as text or messages.");
    }
    if (Math.max(mentions.size(), Math.max(claims.size(), replaces.size())) > MOST_PARTS) {
      throw new InvalidInputException(
          "a fact has more than " + MOST_PARTS + " entities, relations or replaced memories",
          "State one fact at a time.");
    }
  }

  /** A fact of which nothing but its text is known. */
  public static Fact of(String text) {
    return new Fact(text, List.of(), List.of(), List.of());
  }
}
