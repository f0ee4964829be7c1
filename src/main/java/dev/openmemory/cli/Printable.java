package dev.openmemory.cli;

/** Makes text that anybody may have written safe to print: a terminal obeys what it is sent. */
final class Printable {

  private Printable() {}

  /**
   * The text with everything a terminal would act on spelled out: control characters other than
   * line feed and tab as {@code \x1b}, characters that turn the direction of writing as {@code
   * \u202e}.
   */
  static String text(String raw) {
    StringBuilder out = null;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isHarmless(c)) {
        if (out != null) {
          out.append(c);
        }
      } else {
        if (out == null) {
          out = new StringBuilder(raw.length() + 16).append(raw, 0, i);
        }
        out.append(c < 256 ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c));
      }
    }
    return out == null ? raw : out.toString();
  }

  /** {@link #text} on one line: white space of every kind is one space. */
  static String line(String raw) {
    return text(raw.replaceAll("\\s+", " ").strip());
  }

  /**
   * JSON with what a terminal would act on escaped; still the same value, since outside of strings
   * JSON has no such character.
   */
  static String json(String json) {
    StringBuilder out = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isHarmless(c)) {
        if (out != null) {
          out.append(c);
        }
      } else {
        if (out == null) {
          out = new StringBuilder(json.length() + 16).append(json, 0, i);
        }
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out == null ? json : out.toString();
  }

  private static boolean isHarmless(char c) {
    return c == '\n'
        || c == '\t'
        || !(Character.isISOControl(c)
            || (c >= '\u202a' && c <= '\u202e')
            || (c >= '\u2066' && c <= '\u2069')
            || c == '\u200e'
            || c == '\u200f'
            || c == '\u2028'
            || c == '\u2029');
  }
}
