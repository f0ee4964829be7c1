package dev.openmemory.http.mem0;

import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Filter;
import dev.openmemory.model.FilterReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mem0's filters, which are those of this product but for some names: what Mem0 calls the creation
 * of a memory is when it was said.
 */
final class Filters {

  private static final int MAX_DEPTH = Filter.MAX_DEPTH;

  /** Mem0's names without underscores and in lower case, and ours. */
  private static final Map<String, String> NAMES =
      Map.of(
          "createdat", "observed_at",
          "timestamp", "observed_at",
          "sessionid", "run_id",
          "memoryid", "id",
          "memoryids", "id",
          "keywords", "text",
          "memory", "text",
          "expirationdate", "expires_at");

  private Filters() {}

  /** Reads a filter. */
  static Filter read(Map<String, ?> filters) {
    return FilterReader.read(renamed(filters, 1));
  }

  private static @Nullable Object renamed(@Nullable Object value, int depth) {
    if (!(value instanceof Map<?, ?> members) || depth > MAX_DEPTH) {
      return value;
    }
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    members.forEach((key, member) -> put(renamed, key.toString(), member, depth));
    return renamed;
  }

  private static void put(
      Map<String, @Nullable Object> into, String key, @Nullable Object value, int depth) {
    if (key.equals("AND") || key.equals("OR") || key.equals("NOT")) {
      into.put(key, value instanceof List<?> list ? each(list, depth) : renamed(value, depth + 1));
      return;
    }
    String plain = key.replace("_", "").toLowerCase(Locale.ROOT);
    if (plain.equals("feedback") || plain.equals("feedbackreason")) {
      throw RefusedException.detail(400, "Memories cannot be filtered by " + key + ".");
    }
    String name = Optional.ofNullable(NAMES.get(plain)).orElse(key);
    boolean axis = Axis.ofKey(name).isPresent() || plain.matches("(user|agent|app|run)id");
    // Some callers write an id as a number.
    into.put(name, axis && value instanceof Number ? value.toString() : value);
  }

  private static List<@Nullable Object> each(List<?> list, int depth) {
    List<@Nullable Object> renamed = new ArrayList<>();
    list.forEach(member -> renamed.add(renamed(member, depth + 1)));
    return renamed;
  }
}
