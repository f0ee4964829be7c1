package dev.openmemory.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters as callers write them, which is JSON decoded to maps, lists, strings, numbers,
 * booleans and null. A filter that cannot be read is an {@link InvalidInputException} that names
 * the place and what may stand there. For one filter.
 */
public final class FilterReader {

  /** How many values {@code in} and {@code nin} take. */
  static final int MAX_VALUES = 1_000;

  private static final String METADATA = "metadata";

  private int conditions;

  private FilterReader() {}

  /**
   * Reads a filter.
   *
   * @param json null for none
   */
  public static Filter read(@Nullable Object json) {
    return json == null ? Filter.everything() : new FilterReader().group(json, "filter", 1);
  }

  private Filter group(@Nullable Object json, String place, int depth) {
    if (depth > Filter.MAX_DEPTH) {
      throw new InvalidInputException(
          place + " is nested more than " + Filter.MAX_DEPTH + " deep", "Flatten the filter.");
    }
    if (!(json instanceof Map<?, ?> members)) {
      throw new InvalidInputException(
          place + " is not an object",
          "Write conditions like {\"topic\": \"work\", \"observed_at\": {\"gte\": \"2026-01-01\"}},"
              + " joined by AND, OR and NOT.");
    }
    List<Filter> all = new ArrayList<>();
    members.forEach((key, value) -> all.add(member(key.toString(), value, place, depth)));
    return all.size() == 1 ? all.get(0) : new Filter.All(all);
  }

  private Filter member(String key, @Nullable Object value, String place, int depth) {
    String here = place + "/" + key;
    return switch (key) {
      case "AND" -> new Filter.All(groups(value, here, depth));
      case "OR" -> {
        List<Filter> groups = groups(value, here, depth);
        if (groups.isEmpty()) {
          throw new InvalidInputException(
              here + " is empty", "Give at least one filter, or no OR.");
        }
        yield new Filter.Any(groups);
      }
      case "NOT" ->
          new Filter.Not(
              value instanceof List<?>
                  ? new Filter.Any(groups(value, here, depth))
                  : group(value, here, depth + 1));
      case "state", "states" ->
          throw new InvalidInputException(
              here + " is not asked for in a filter",
              "Give states beside the filter; metadata of that name is metadata." + key + ".");
      case METADATA -> metadata(value, here);
      default -> condition(field(key, here), value, here);
    };
  }

  private List<Filter> groups(@Nullable Object value, String place, int depth) {
    if (!(value instanceof List<?> list)) {
      throw new InvalidInputException(
          place + " is not a list", "Give a list of filters, each an object.");
    }
    List<Filter> groups = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      groups.add(group(list.get(i), place + "/" + i, depth + 1));
    }
    return groups;
  }

  /** Conditions on metadata, as {@code metadata.key} for each member. */
  private Filter metadata(@Nullable Object value, String place) {
    if (!(value instanceof Map<?, ?> members)) {
      throw new InvalidInputException(
          place + " is not an object", "Write {\"metadata\": {\"key\": \"value\"}}.");
    }
    List<Filter> all = new ArrayList<>();
    members.forEach(
        (key, asked) -> {
          String here = place + "/" + key;
          all.add(condition(new Filter.MetadataKey(named(key.toString(), here)), asked, here));
        });
    return new Filter.All(all);
  }

  private static Filter.Field field(String key, String place) {
    if (key.startsWith(METADATA + ".")) {
      return new Filter.MetadataKey(named(key.substring(METADATA.length() + 1), place));
    }
    Attribute attribute = Attribute.ofKey(key).orElse(null);
    return attribute == null ? new Filter.MetadataKey(named(key, place)) : attribute;
  }

  private static String named(String key, String place) {
    if (key.isBlank() || key.startsWith(".") || key.endsWith(".") || key.contains("..")) {
      throw new InvalidInputException(
          place + " has an empty name", "Name a metadata key, such as topic or project.name.");
    }
    if (key.length() > Metadata.MAX_STRING || key.indexOf('\0') >= 0 || !Text.isWellFormed(key)) {
      throw new InvalidInputException(place + " is not a metadata key", "Use a shorter name.");
    }
    return key;
  }

  private Filter condition(Filter.Field field, @Nullable Object asked, String place) {
    if (asked instanceof Map<?, ?> tests) {
      if (tests.isEmpty()) {
        throw new InvalidInputException(place + " asks nothing", FilterOperator.allowed(field));
      }
      List<Filter> all = new ArrayList<>();
      tests.forEach((name, value) -> all.add(tested(field, name.toString(), value, place)));
      return all.size() == 1 ? all.get(0) : new Filter.All(all);
    }
    if ("*".equals(asked)) {
      return where(field, new Filter.Exists(), place);
    }
    FilterOperator plain = asked instanceof List<?> ? FilterOperator.IN : FilterOperator.EQ;
    return tested(field, plain, asked, place);
  }

  private Filter tested(Filter.Field field, String name, @Nullable Object value, String place) {
    FilterOperator operator =
        FilterOperator.of(name)
            .filter(known -> known.suits(field))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        place + "/" + name + " is not an operator for " + field.key(),
                        FilterOperator.allowed(field)));
    return tested(field, operator, value, place + "/" + name);
  }

  private Filter tested(
      Filter.Field field, FilterOperator operator, @Nullable Object value, String place) {
    return switch (operator) {
      case EQ -> equal(field, value, place);
      case NE -> new Filter.Not(equal(field, value, place));
      case IN -> where(field, new Filter.OneOf(values(field, value, place)), place);
      case NIN ->
          new Filter.Not(where(field, new Filter.OneOf(values(field, value, place)), place));
      case GT -> ordered(field, Filter.Order.GREATER, value, place);
      case GTE -> ordered(field, Filter.Order.GREATER_OR_EQUAL, value, place);
      case LT -> ordered(field, Filter.Order.LESS, value, place);
      case LTE -> ordered(field, Filter.Order.LESS_OR_EQUAL, value, place);
      case CONTAINS -> where(field, new Filter.Contains(value(field, value, place)), place);
      case ICONTAINS -> {
        if (value instanceof String part) {
          yield where(field, new Filter.ContainsFolded(text(part, place)), place);
        }
        throw new InvalidInputException(place + " is not a string", "Give the text to look for.");
      }
      case EXISTS -> {
        if (value instanceof Boolean wanted) {
          Filter exists = where(field, new Filter.Exists(), place);
          yield wanted ? exists : new Filter.Not(exists);
        }
        throw new InvalidInputException(place + " is not a boolean", "Give true or false.");
      }
    };
  }

  /** Null stands for what is absent too. */
  private Filter equal(Filter.Field field, @Nullable Object value, String place) {
    return value == null
        ? new Filter.Not(where(field, new Filter.Exists(), place))
        : where(field, new Filter.OneOf(List.of(value(field, value, place))), place);
  }

  private Filter ordered(
      Filter.Field field, Filter.Order order, @Nullable Object asked, String place) {
    Filter.Value value = value(field, asked, place);
    if (value instanceof Filter.Truth) {
      throw new InvalidInputException(
          place + " is a boolean, which has no order", "Give a number, a text or a time.");
    }
    return where(field, new Filter.Ordered(order, value), place);
  }

  private List<Filter.Value> values(Filter.Field field, @Nullable Object asked, String place) {
    if (!(asked instanceof List<?> list)) {
      throw new InvalidInputException(place + " is not a list", "Give a list of values.");
    }
    if (list.size() > MAX_VALUES) {
      throw new InvalidInputException(
          place + " has " + list.size() + " values", "Give at most " + MAX_VALUES + ".");
    }
    List<Filter.Value> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      values.add(value(field, list.get(i), place + "/" + i));
    }
    return values;
  }

  private static Filter.Value value(Filter.Field field, @Nullable Object asked, String place) {
    if (field instanceof Attribute attribute) {
      return attribute.isTime() ? time(asked, place) : word(attribute, asked, place);
    }
    if (asked instanceof String string) {
      return new Filter.Word(text(string, place));
    }
    if (asked instanceof Boolean truth) {
      return new Filter.Truth(truth);
    }
    if (asked instanceof Number number) {
      return new Filter.Amount(finite(number, place));
    }
    throw new InvalidInputException(
        place + " is " + (asked == null ? "null" : "a list or an object"),
        "Give a string, a number or a boolean; conditions are joined by AND, OR and NOT in capitals.");
  }

  private static Filter.Value word(Attribute attribute, @Nullable Object asked, String place) {
    if (!(asked instanceof String string)) {
      throw new InvalidInputException(place + " is not a string", "Give a string.");
    }
    String word = text(string, place);
    if (attribute == Attribute.ID) {
      try {
        return new Filter.Word(UUID.fromString(word).toString());
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(place + " is not a memory id", "Give a UUID.", e);
      }
    }
    if (attribute == Attribute.ROLE) {
      try {
        return new Filter.Word(Role.ofKey(word).key());
      } catch (InvalidInputException e) {
        throw new InvalidInputException(place + ": " + e.problem(), e.remedy(), e);
      }
    }
    return new Filter.Word(word);
  }

  private static Filter.Value time(@Nullable Object asked, String place) {
    if (asked instanceof String string) {
      return new Filter.Span(
          TimeSpan.parse(string)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          place + " '" + shortened(string) + "' is not a time",
                          "Write it in ISO 8601, such as 2026-05-03 or 2026-05-03T14:30:00Z.")));
    }
    if (asked instanceof Number number) {
      double seconds = finite(number, place);
      if (Math.abs(seconds) < 1e11) {
        return new Filter.Span(TimeSpan.at(Instant.ofEpochMilli(Math.round(seconds * 1_000))));
      }
    }
    throw new InvalidInputException(
        place + " is not a time", "Write it in ISO 8601 or as seconds since 1970.");
  }

  private static double finite(Number number, String place) {
    double value = number.doubleValue();
    boolean whole = number instanceof Long || number instanceof BigInteger;
    if (!Double.isFinite(value)
        || (whole && new BigDecimal(value).compareTo(new BigDecimal(number.toString())) != 0)) {
      throw new InvalidInputException(
          place + " is a number that is too large", "Give it as a string, in the metadata too.");
    }
    return value;
  }

  private static String text(String string, String place) {
    if (string.length() > Metadata.MAX_STRING
        || string.indexOf('\0') >= 0
        || !Text.isWellFormed(string)) {
      throw new InvalidInputException(
          place + " is too long or has broken characters",
          "Use at most " + Metadata.MAX_STRING + " characters.");
    }
    return string;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private Filter where(Filter.Field field, Filter.Test test, String place) {
    if (++conditions > Filter.MAX_CONDITIONS) {
      throw new InvalidInputException(
          place + " is beyond the " + Filter.MAX_CONDITIONS + " conditions of a filter",
          "Use 'in' with a list of values in place of many conditions.");
    }
    return new Filter.Where(field, test);
  }
}
