package dev.openmemory.embedding;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of BERT and its many children, in plain Java: words of normalised text, each cut
 * greedily into the longest pieces that the vocabulary holds. Gives the same ids as the reference
 * implementation, without its native library.
 */
final class WordPieceTokenizer implements Tokenizer {

  private final BertNormalizer normalizer;
  private final Map<String, Integer> vocabulary;
  private final Map<String, Integer> markers;
  private final int longestPiece;
  private final Layout layout;

  /**
   * The parts of a vocabulary that have a meaning of their own.
   *
   * @param unknown the id of a word that cannot be cut into known pieces
   * @param first the id before a text
   * @param last the id after it
   * @param continuation what a piece inside a word begins with, such as {@code ##}
   * @param longestWord how many characters a word may have before it counts as unknown
   */
  record Layout(int unknown, int first, int last, String continuation, int longestWord) {}

  /**
   * A tokenizer over a vocabulary.
   *
   * @param vocabulary every piece and its id
   * @param markers texts such as {@code [SEP]} that are one token wherever they stand
   */
  WordPieceTokenizer(
      Map<String, Integer> vocabulary,
      Map<String, Integer> markers,
      BertNormalizer normalizer,
      Layout layout) {
    this.vocabulary = vocabulary;
    this.markers = Map.copyOf(markers);
    this.normalizer = normalizer;
    this.layout = layout;
    this.longestPiece = vocabulary.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  public long[] encode(String text) {
    Ids ids = new Ids(text.length() / 3 + 8);
    ids.add(layout.first());
    int from = 0;
    while (from < text.length()) {
      int at = from;
      String marker = null;
      for (; at < text.length() && marker == null; at++) {
        marker = markerAt(text, at);
      }
      int end = marker == null ? at : at - 1;
      addWords(normalizer.normalize(text.substring(from, end)), ids);
      from = end;
      if (marker != null) {
        ids.add(markers.getOrDefault(marker, layout.unknown()));
        from += marker.length();
      }
    }
    ids.add(layout.last());
    return ids.toArray();
  }

  @Override
  public Joint joint() {
    return new Joint(new long[] {layout.last()}, 1);
  }

  @Override
  public void close() {}

  private @Nullable String markerAt(String text, int at) {
    String longest = null;
    for (String marker : markers.keySet()) {
      if (text.startsWith(marker, at) && (longest == null || longest.length() < marker.length())) {
        longest = marker;
      }
    }
    return longest;
  }

  /** Words end at blanks; a punctuation mark is a word of its own. */
  private void addWords(String text, Ids ids) {
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean blank = BertCharacters.isBlank(c);
      if (blank || BertCharacters.isPunctuation(c)) {
        addPieces(text, start, at, ids);
        if (!blank) {
          addPieces(text, at, next, ids);
        }
        start = next;
      }
      at = next;
    }
    addPieces(text, start, at, ids);
  }

  private void addPieces(String text, int start, int end, Ids ids) {
    if (start == end) {
      return;
    }
    if (text.codePointCount(start, end) > layout.longestWord()) {
      ids.add(layout.unknown());
      return;
    }
    int before = ids.size();
    int from = start;
    while (from < end) {
      String prefix = from == start ? "" : layout.continuation();
      int to = Math.min(end, from + longestPiece);
      Integer id = null;
      while (to > from) {
        id = vocabulary.get(prefix.concat(text.substring(from, to)));
        if (id != null) {
          break;
        }
        to = text.offsetByCodePoints(to, -1);
      }
      if (id == null) {
        ids.cut(before);
        ids.add(layout.unknown());
        return;
      }
      ids.add(id);
      from = to;
    }
  }

  /** A growing list of ids. */
  private static final class Ids {
    private long[] values;
    private int size;

    Ids(int capacity) {
      this.values = new long[capacity];
    }

    void add(int id) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = id;
    }

    void cut(int newSize) {
      size = newSize;
    }

    int size() {
      return size;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
