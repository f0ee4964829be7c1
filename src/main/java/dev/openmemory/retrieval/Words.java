package dev.openmemory.retrieval;

import dev.openmemory.model.Actor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which words the candidates for one query hold, and how rare each is among those that the searches
 * found. Words count by their {@link Cues#stem}. For one thread.
 */
final class Words {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> stems = new LinkedHashMap<>();
  private final int found;
  private int[][] held;
  private int[] holders = new int[0];

  /** The words of candidates, all of which count for how rare a word is. */
  Words(List<Candidate> candidates) {
    this.found = candidates.size();
    this.held = new int[0][];
    add(candidates);
    holders = new int[stems.size()];
    for (int[] words : held) {
      for (int word : words) {
        holders[word]++;
      }
    }
  }

  /** Reads candidates that came later; how rare a word is does not change. */
  void add(List<Candidate> candidates) {
    int known = held.length;
    held = Arrays.copyOf(held, candidates.size());
    for (int i = known; i < held.length; i++) {
      held[i] = read(said(candidates.get(i)));
    }
  }

  /** How many candidates count for how rare a word is. */
  int found() {
    return found;
  }

  /** The number of a word. */
  int number(String word) {
    Integer number = numbers.get(word);
    if (number == null) {
      number = stems.computeIfAbsent(Cues.stem(word), stem -> stems.size());
      numbers.put(word, number);
    }
    return number;
  }

  /** The stem that has each number. */
  List<String> byNumber() {
    return List.copyOf(stems.keySet());
  }

  /** The distinct words of a candidate, ascending. */
  int[] of(int candidate) {
    return held[candidate];
  }

  /** Whether a candidate holds a word. */
  boolean holds(int candidate, int word) {
    return Arrays.binarySearch(held[candidate], word) >= 0;
  }

  /** How many of the candidates first found hold a word. */
  int holders(int word) {
    return word < holders.length ? holders[word] : 0;
  }

  /** How much it tells that a text holds a word: BM25's weight of it among the candidates. */
  double rarity(int word) {
    return rarity(found, holders(word));
  }

  /** The weight of what so many of all have: log(1 + (all − having + ½) / (having + ½)). */
  static double rarity(int all, int having) {
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }

  /** How much of some words a candidate holds, each counted by its rarity, 0…1. */
  double coverage(int candidate, int[] words) {
    return coverage(word -> holds(candidate, word), words);
  }

  /** How much of some words a text holds, each counted by its rarity, 0…1. */
  double coverage(IntPredicate held, int[] words) {
    double all = 0;
    double shared = 0;
    for (int word : words) {
      double rarity = rarity(word);
      all += rarity;
      shared += held.test(word) ? rarity : 0;
    }
    return all > 0 ? shared / all : 0;
  }

  /** The numbers of words, each once, in their order. */
  int[] numbers(List<String> words) {
    return words.stream().mapToInt(this::number).distinct().toArray();
  }

  /** What is looked up of a memory: who says it counts where it was said. */
  private static String said(Candidate candidate) {
    Actor actor = candidate.sketch().actor();
    String text = candidate.sketch().text();
    return candidate.sketch().verbatim() && actor.name() != null ? actor.name() + " " + text : text;
  }

  private int[] read(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    int[] words = new int[16];
    int count = 0;
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && Terms.isOfWord(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        if (count == words.length) {
          words = Arrays.copyOf(words, 2 * count);
        }
        words[count++] = number(text.substring(start, i));
        start = -1;
      }
    }
    Arrays.sort(words, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || words[i] != words[i - 1]) {
        words[distinct++] = words[i];
      }
    }
    return Arrays.copyOf(words, distinct);
  }
}
