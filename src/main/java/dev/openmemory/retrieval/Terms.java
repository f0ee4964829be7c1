package dev.openmemory.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a question that are worth looking up. */
final class Terms {

  /** More words than this say nothing more about what is meant, and cost time. */
  private static final int MOST = 64;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** Words that stand in nearly every English text. */
  private static final Set<String> STOP_WORDS =
      Set.of(
          "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
          "because", "been", "before", "being", "but", "by", "can", "could", "did", "do", "does",
          "doing", "for", "from", "had", "has", "have", "having", "he", "her", "hers", "him", "his",
          "how", "i", "if", "in", "into", "is", "it", "its", "just", "me", "my", "of", "on", "or",
          "our", "ours", "out", "over", "s", "she", "should", "so", "some", "such", "t", "than",
          "that", "the", "their", "theirs", "them", "then", "there", "these", "they", "this",
          "those", "to", "too", "up", "us", "very", "was", "we", "were", "what", "when", "where",
          "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
          "yours");

  private Terms() {}

  /**
   * The distinct words, lower case, without stop words; with them if there are no others. In the
   * order of the question.
   */
  static List<String> of(String question) {
    List<String> telling = telling(question);
    List<String> terms = telling.isEmpty() ? distinct(question) : telling;
    return terms.subList(0, Math.min(MOST, terms.size()));
  }

  /** The distinct words, lower case, without stop words, even if none is left. */
  static List<String> telling(String question) {
    return distinct(question).stream().filter(word -> !isStopWord(word)).toList();
  }

  private static List<String> distinct(String question) {
    return words(question).stream().distinct().limit(MOST * 4L).toList();
  }

  /** All words of a text, lower case, in its order. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** Whether a character belongs to a word. */
  static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.isSurrogate(c);
  }

  /** Whether a word, lower case, says nothing of what is meant. */
  static boolean isStopWord(String word) {
    return STOP_WORDS.contains(word);
  }
}
