package dev.openmemory.distill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, a number or a mark of a sentence.
 *
 * @param text as it stands there
 * @param lower in lower case, with straight apostrophes
 * @param start where it begins in the sentence
 * @param end where it ends
 */
record Token(String text, String lower, int start, int end) {

  private static final String JOINTS = "'’`-./@_:&+";

  /** The tokens of a text, in order; white space is between them. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      }
      int end = wordPart(c) ? wordEnd(text, i) : i + Character.charCount(text.codePointAt(i));
      String token = text.substring(i, end);
      tokens.add(
          new Token(
              token, token.toLowerCase(Locale.ROOT).replace('’', '\'').replace('`', '\''), i, end));
      i = end;
    }
    return tokens;
  }

  private static int wordEnd(String text, int start) {
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (wordPart(c)) {
        i++;
      } else if (JOINTS.indexOf(c) >= 0
          && i + 1 < text.length()
          && wordPart(text.charAt(i + 1))
          && (c != ':' || Character.isDigit(text.charAt(i + 1)))) {
        i += 2;
      } else {
        break;
      }
    }
    while (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '#')) {
      i++; // C++, C#
    }
    return i;
  }

  private static boolean wordPart(char c) {
    return Character.isLetterOrDigit(c);
  }

  /** Whether it is a word or a number. */
  boolean word() {
    return Character.isLetterOrDigit(text.codePointAt(0));
  }

  /** Whether it begins with a capital, or is in a script that has none. */
  boolean capital() {
    int first = text.codePointAt(0);
    return Character.isUpperCase(first) || caseless(first);
  }

  private static boolean caseless(int c) {
    return Character.getType(c) == Character.OTHER_LETTER;
  }

  /** Whether it holds a digit. */
  boolean numeric() {
    return text.chars().anyMatch(Character::isDigit);
  }

  /** Whether it ends in the mark of the genitive. */
  boolean possessive() {
    return lower.endsWith("'s");
  }

  /** The text without the mark of the genitive. */
  String bare() {
    return possessive() ? text.substring(0, text.length() - 2) : text;
  }

  /** {@link #bare} in lower case. */
  String bareLower() {
    return possessive() ? lower.substring(0, lower.length() - 2) : lower;
  }

  boolean is(String word) {
    return lower.equals(word);
  }
}
