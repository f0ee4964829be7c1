package dev.openmemory.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A password, key or token that prints as {@code ***}, so that it reaches no log and no listing by
 * accident.
 *
 * @param reveal the text itself; at least one printable ASCII character and nothing else, since it
 *     travels in HTTP headers
 */
public record Secret(String reveal) {

  /** How every secret looks wherever it is shown. */
  public static final String MASK = "***";

  public Secret {
    if (reveal.isEmpty() || !reveal.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidInputException(
          "the secret is empty or holds a character that an HTTP header cannot carry",
          "Use printable ASCII without spaces.");
    }
  }

  /**
   * Whether a text is this secret, in a time that tells nothing about it: digests of both are
   * compared.
   */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(digest(reveal), digest(candidate));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return MASK;
  }
}
