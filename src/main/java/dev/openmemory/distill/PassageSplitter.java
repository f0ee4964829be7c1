package dev.openmemory.distill;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Cuts a text into passages of whole sentences, each small enough for the embedding model to read
 * completely. Every character of the text but white space between passages stands in exactly one
 * passage, in order.
 *
 * <p>A passage takes sentences until the next would bring it over {@link #WORDS} words. A sentence
 * that is longer by itself is cut at clause ends, then between words, then, for text without
 * spaces, between characters.
 */
public final class PassageSplitter {

  /** The size that retrieval was measured best with, in words. */
  public static final int WORDS = 110;

  private final ToIntFunction<String> tokens;
  private final int maxTokens;

  /**
   * Cuts by the measure of one model.
   *
   * @param tokens how many tokens a text has
   * @param maxTokens how many the model reads
   */
  public PassageSplitter(ToIntFunction<String> tokens, int maxTokens) {
    this.tokens = tokens;
    this.maxTokens = maxTokens;
  }

  /** The passages of a text, in order; a short text is its own only passage. */
  public List<String> split(String text) {
    if (fits(text)) {
      return List.of(text);
    }
    List<String> passages = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int openWords = 0;
    for (String sentence : sentences(text)) {
      int words = words(sentence);
      if (openWords > 0 && openWords + words > WORDS) {
        close(open, passages);
        openWords = 0;
      }
      open.append(sentence);
      openWords += words;
    }
    close(open, passages);
    return passages;
  }

  private void close(StringBuilder open, List<String> passages) {
    String passage = open.toString().strip();
    open.setLength(0);
    if (passage.isEmpty()) {
      return;
    }
    if (fits(passage)) {
      passages.add(passage);
    } else {
      int middle = cut(passage);
      close(new StringBuilder(passage.substring(0, middle)), passages);
      close(new StringBuilder(passage.substring(middle)), passages);
    }
  }

  private boolean fits(String passage) {
    // No token is made of less than one UTF-16 unit, so short texts need no tokenizer.
    return words(passage) <= WORDS * 3 / 2
        && (passage.length() + 2 <= maxTokens || tokens.applyAsInt(passage) <= maxTokens);
  }

  /** Where to cut a passage that is too long: near its middle, at the best boundary there is. */
  private static int cut(String passage) {
    int middle = passage.length() / 2;
    for (String boundary : List.of("\n", "; ", ", ", " ")) {
      int after = passage.indexOf(boundary, middle);
      int before = passage.lastIndexOf(boundary, middle);
      int nearest =
          after < 0 || (before >= 0 && middle - before <= after - middle) ? before : after;
      if (nearest > passage.length() / 4 && nearest < passage.length() * 3 / 4) {
        return nearest + boundary.length();
      }
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(passage);
    int boundary = characters.isBoundary(middle) ? middle : characters.following(middle);
    if (boundary > 0 && boundary < passage.length()) {
      return boundary;
    }
    // One grapheme that is longer than the model reads: only the surrogate pairs are kept whole.
    return Character.isLowSurrogate(passage.charAt(middle)) ? middle + 1 : middle;
  }

  private static List<String> sentences(String text) {
    BreakIterator iterator = BreakIterator.getSentenceInstance(Locale.ROOT);
    iterator.setText(text);
    List<String> sentences = new ArrayList<>();
    int start = iterator.first();
    for (int end = iterator.next(); end != BreakIterator.DONE; start = end, end = iterator.next()) {
      sentences.add(text.substring(start, end));
    }
    return sentences;
  }

  private static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      if (!space && !inside) {
        words++;
      }
      inside = !space;
    }
    return words;
  }
}
