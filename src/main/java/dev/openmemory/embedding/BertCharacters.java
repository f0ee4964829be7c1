package dev.openmemory.embedding;

/** The classes of characters that BERT tokenizers tell apart. */
final class BertCharacters {

  private BertCharacters() {}

  /** Whether it separates words. */
  static boolean isBlank(int c) {
    return switch (c) {
      case ' ', '\t', '\n', 0x0b, 0x0c, '\r', 0x85, 0xa0 -> true;
      default ->
          c > 0xa0
              && switch (Character.getType(c)) {
                case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
                default -> false;
              };
    };
  }

  /** Whether it is removed: controls, formats, private characters, the replacement character. */
  static boolean isDropped(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    return c == 0xfffd
        || switch (Character.getType(c)) {
          case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE -> true;
          case Character.FORMAT -> !LateCharacters.contains(c);
          default -> false;
        };
  }

  /** Whether it is a word of its own. */
  static boolean isPunctuation(int c) {
    if (c < 128) {
      return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          !LateCharacters.contains(c);
      default -> c == 0x166d || c == 0x111c9; // punctuation in Unicode 8, something else later
    };
  }

  /** Whether it is a mark that belongs to the character before it. */
  static boolean isCombining(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK -> !LateCharacters.contains(c);
      default -> c == 0x1734 || c == 0x1171e; // non-spacing in Unicode 8, spacing later
    };
  }

  /** Whether it is a Chinese character. */
  static boolean isIdeograph(int c) {
    return in(c, 0x4e00, 0x9fff)
        || in(c, 0x3400, 0x4dbf)
        || in(c, 0x20000, 0x2a6df)
        || in(c, 0x2a700, 0x2b73f)
        || in(c, 0x2b740, 0x2b81f)
        || in(c, 0x2b920, 0x2ceaf)
        || in(c, 0xf900, 0xfaff)
        || in(c, 0x2f800, 0x2fa1f);
  }

  private static boolean in(int c, int from, int to) {
    return c >= from && c <= to;
  }
}
