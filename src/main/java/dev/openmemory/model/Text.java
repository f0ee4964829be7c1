package dev.openmemory.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/** What may stand in a text that is stored, and when two texts count as the same. */
public final class Text {

  /** The longest text of one message, in UTF-16 units. */
  public static final int MAX_LENGTH = 200_000;

  private Text() {}

  /** Whether every surrogate has its partner, so that the text survives UTF-8. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      } else if (Character.isLowSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The text as it is stored: Unicode NFC, line ends as {@code \n}, control characters other than
   * tab and line feed removed, broken surrogates replaced by U+FFFD, outer white space removed.
   *
   * @throws InvalidInputException if nothing is left, or more than {@link #MAX_LENGTH}
   */
  public static String clean(String what, String raw) {
    if (raw.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          what + " has " + raw.length() + " characters; the limit is " + MAX_LENGTH,
          "Split it into several messages, or store a summary.");
    }
    StringBuilder kept = new StringBuilder(raw.length());
    String unified = raw.replace("\r\n", "\n").replace('\r', '\n');
    for (int i = 0; i < unified.length(); i++) {
      char c = unified.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < unified.length()
          && Character.isLowSurrogate(unified.charAt(i + 1))) {
        kept.append(c).append(unified.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        kept.append('\uFFFD');
      } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
        kept.append(c);
      }
    }
    String text = Normalizer.normalize(kept, Normalizer.Form.NFC).strip();
    if (text.isEmpty()) {
      throw new InvalidInputException(
          what + " is empty", "Give it at least one printable character.");
    }
    return text;
  }

  /**
   * The identity of a text for exact de-duplication: SHA-256, in hexadecimal, of the text in NFKC
   * and lower case with white space folded and closing punctuation removed.
   */
  public static String hash(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s+", " ")
            .strip()
            .replaceAll("[.!\\s]+$", "");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(folded.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
