package dev.openmemory.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller attaches to a memory: a JSON object. Values are strings, numbers, booleans, null,
 * lists and maps of these.
 *
 * @param values the members, in the caller's order, unmodifiable at every depth
 */
public record Metadata(Map<String, @Nullable Object> values) {

  /** No members. */
  public static final Metadata EMPTY = new Metadata(Map.of());

  /** The deepest nesting that is accepted. */
  public static final int MAX_DEPTH = 16;

  /** How many strings, numbers, lists and maps one metadata may hold altogether. */
  public static final int MAX_VALUES = 2_000;

  /** The longest key or string value, in UTF-16 units. */
  public static final int MAX_STRING = 20_000;

  public Metadata {
    values = copyOf(values, 1, new int[1]);
  }

  /** Whether there are no members. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  private static Map<String, @Nullable Object> copyOf(Map<?, ?> map, int depth, int[] count) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new InvalidInputException("a metadata key is not a string", "Use string keys.");
      }
      copy.put(checked(key), value(entry.getValue(), depth + 1, count));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(@Nullable Object value, int depth, int[] count) {
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException(
          "metadata is nested more than " + MAX_DEPTH + " deep", "Flatten it.");
    }
    if (++count[0] > MAX_VALUES) {
      throw new InvalidInputException(
          "metadata has more than " + MAX_VALUES + " values", "Keep only what you filter on.");
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      if (number instanceof Double d && !Double.isFinite(d)) {
        throw new InvalidInputException("a metadata number is not finite", "Use a finite number.");
      }
      return number;
    }
    if (value instanceof String string) {
      return checked(string);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object item : list) {
        copy.add(value(item, depth + 1, count));
      }
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Map<?, ?> map) {
      return copyOf(map, depth, count);
    }
    throw new InvalidInputException(
        "metadata holds a " + value.getClass().getSimpleName(),
        "Use strings, numbers, booleans, null, lists and objects.");
  }

  private static String checked(String string) {
    if (string.length() > MAX_STRING) {
      throw new InvalidInputException(
          "a metadata string has " + string.length() + " characters",
          "Use at most " + MAX_STRING + ".");
    }
    if (!Text.isWellFormed(string) || string.indexOf('\0') >= 0) {
      throw new InvalidInputException(
          "a metadata string contains a NUL or broken Unicode", "Remove it.");
    }
    return string;
  }
}
