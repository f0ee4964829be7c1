package dev.openmemory.embedding;

import java.text.Normalizer;

/**
 * What BERT models do to a text before they cut it into words.
 *
 * @param cleanText drop control characters and make every blank a space
 * @param spaceIdeographs put spaces around Chinese characters
 * @param stripAccents drop combining marks
 * @param lowercase lower the case
 */
record BertNormalizer(
    boolean cleanText, boolean spaceIdeographs, boolean stripAccents, boolean lowercase) {

  /** The normalised text. */
  String normalize(String text) {
    boolean ascii = true;
    StringBuilder clean = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      ascii &= c < 128;
      if (cleanText && BertCharacters.isDropped(c)) {
        continue;
      }
      if (cleanText && BertCharacters.isBlank(c)) {
        clean.append(' ');
      } else if (spaceIdeographs && BertCharacters.isIdeograph(c)) {
        clean.append(' ').appendCodePoint(c).append(' ');
      } else if (lowercase && c < 128) {
        clean.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
      } else {
        clean.appendCodePoint(c);
      }
    }
    return ascii ? clean.toString() : lower(strip(clean));
  }

  private String strip(CharSequence text) {
    if (!stripAccents) {
      return text.toString();
    }
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder kept = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !BertCharacters.isCombining(c))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private String lower(String text) {
    if (!lowercase) {
      return text;
    }
    StringBuilder lowered = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(lowered::appendCodePoint);
    return lowered.toString();
  }
}
