package dev.openmemory.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a route: segments that are literal, or {@code {name}} for any one segment. A slash at
 * the end makes no difference.
 */
final class PathPattern {

  private final String text;
  private final List<String> segments;

  /**
   * @throws IllegalArgumentException if it does not begin with a slash or a name comes twice
   */
  PathPattern(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash: " + text);
    }
    this.text = text;
    this.segments = split(text);
    long names = segments.stream().filter(PathPattern::isName).count();
    if (segments.stream().filter(PathPattern::isName).distinct().count() != names) {
      throw new IllegalArgumentException("a name comes twice: " + text);
    }
  }

  /** The values of the names, when the path fits. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (isName(segment) && !path.get(i).isEmpty()) {
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** The number of literal segments: of two patterns that fit, the one with more is meant. */
  int literals() {
    return (int) segments.stream().filter(segment -> !isName(segment)).count();
  }

  /** The segments of a path, without the empty ones at its ends. */
  static List<String> split(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    if (!parts.isEmpty() && parts.get(0).isEmpty()) {
      parts.remove(0);
    }
    if (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1);
    }
    return List.copyOf(parts);
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  @Override
  public String toString() {
    return text;
  }
}
