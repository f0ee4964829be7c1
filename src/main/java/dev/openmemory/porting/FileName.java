package dev.openmemory.porting;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/** Names of files that every file system takes, whatever the text that they are made of. */
final class FileName {

  private static final int LONGEST = 60;

  private FileName() {}

  /** Some of a text, in a few plain letters, and what makes it unlike any other. */
  static String of(String text, UUID id, String extension) {
    String start = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
    String plain =
        Normalizer.normalize(start, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-");
    if (plain.length() > LONGEST) {
      plain = plain.substring(0, LONGEST);
    }
    plain = plain.replaceAll("^-+|-+$", "");
    return (plain.isEmpty() ? "" : plain + "-") + id + extension;
  }
}
