package dev.openmemory.distill.rules;

import java.util.List;

/**
 * A sentence that may say something worth keeping, without its opening words.
 *
 * @param text what is left of it
 * @param tokens of the text
 * @param stance what the speaker does by saying it
 * @param hedged whether an opening such as "I think" was taken off
 * @param remark words taken off that say where it comes from, such as {@code confirmed with Ann};
 *     empty if there are none
 */
record Sifted(String text, List<Token> tokens, Stance stance, boolean hedged, String remark) {

  /** What a speaker does by saying something. */
  enum Stance {
    /** Tells what is, or was. */
    STATES,
    /** Says what they think of something. */
    OPINION,
    /** Says what somebody would rather have. */
    PREFERENCE,
    /** Says what was decided. */
    DECISION,
    /** Says what they will do. */
    COMMITMENT;

    /** Whether the sentences that follow are likely to be its reasons. */
    boolean drawsReasons() {
      return this != STATES;
    }
  }

  Sifted {
    tokens = List.copyOf(tokens);
  }

  /** The first word in lower case; empty if there is none. */
  String first() {
    return tokens.isEmpty() ? "" : tokens.get(0).lower();
  }

  /** How many words it has. */
  int words() {
    return (int) tokens.stream().filter(Token::word).count();
  }
}
