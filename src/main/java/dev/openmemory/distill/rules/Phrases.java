package dev.openmemory.distill.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A set of phrases, looked up at a place in a sentence; the longest wins. */
final class Phrases {

  private final Map<String, List<String[]>> byFirst = new HashMap<>();

  /** Phrases of words with one space between them, in lower case. */
  Phrases(String... phrases) {
    for (String phrase : phrases) {
      String[] words = phrase.split(" ");
      byFirst.computeIfAbsent(words[0], word -> new ArrayList<>()).add(words);
    }
    byFirst.values().forEach(list -> list.sort((a, b) -> Integer.compare(b.length, a.length)));
  }

  /** How many tokens the phrase at that place has; 0 if there is none. */
  int at(List<Token> tokens, int place) {
    if (place >= tokens.size()) {
      return 0;
    }
    for (String[] words : byFirst.getOrDefault(tokens.get(place).lower(), List.of())) {
      if (matches(tokens, place, words)) {
        return words.length;
      }
    }
    return 0;
  }

  /** Whether any of them begins the sentence. */
  boolean begin(List<Token> tokens) {
    return at(tokens, 0) > 0;
  }

  /** Whether any of them stands anywhere. */
  boolean in(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (at(tokens, i) > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(List<Token> tokens, int place, String[] words) {
    if (place + words.length > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!tokens.get(place + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }
}
