package dev.openmemory.distill.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The word lists beside these classes. */
final class WordList {

  private static final Map<String, List<String>> SETS = sections("word-sets.txt");
  private static final Map<String, List<String>> PHRASES = sections("phrases.txt");

  private WordList() {}

  /** The lines of a list, but for comments. */
  static List<String> lines(String name) {
    try (InputStream in = WordList.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the word list " + name + " is not beside this class");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the word list " + name + " cannot be read", e);
    }
  }

  /** A set of words of word-sets.txt. */
  static Set<String> set(String name) {
    return Set.copyOf(
        section(SETS, name).stream().flatMap(line -> Stream.of(line.split(" "))).toList());
  }

  /** A set of phrases of phrases.txt. */
  static String[] phrases(String name) {
    return section(PHRASES, name).toArray(String[]::new);
  }

  private static List<String> section(Map<String, List<String>> sections, String name) {
    List<String> lines = sections.get(name);
    if (lines == null) {
      throw new IllegalStateException("no word list is called " + name);
    }
    return lines;
  }

  private static Map<String, List<String>> sections(String file) {
    Map<String, List<String>> sections = new HashMap<>();
    List<String> open = new ArrayList<>();
    for (String line : lines(file)) {
      if (line.startsWith("[")) {
        open = new ArrayList<>();
        sections.put(line.substring(1, line.length() - 1), open);
      } else {
        open.add(line);
      }
    }
    return sections;
  }
}
