package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members of a JSON object that must be there, or may, with what is wrong told by name. */
final class Members {

  private Members() {}

  /** Sets a member, unless there is nothing to set. */
  static void put(ObjectNode line, String name, @Nullable Object value) {
    if (value != null) {
      line.put(name, value.toString());
    }
  }

  static void put(ObjectNode line, Scope scope) {
    for (Axis axis : Axis.values()) {
      scope.get(axis).ifPresent(value -> line.put(axis.key(), value));
    }
  }

  static Scope scope(JsonNode line) {
    return new Scope(
        textOrNull(line, Axis.USER.key()),
        textOrNull(line, Axis.AGENT.key()),
        textOrNull(line, Axis.RUN.key()),
        textOrNull(line, Axis.APP.key()));
  }

  static String text(JsonNode line, String name) {
    return Optional.ofNullable(textOrNull(line, name)).orElseThrow(() -> wrong(name, "is missing"));
  }

  static @Nullable String textOrNull(JsonNode line, String name) {
    JsonNode value = line.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "is not a string");
    }
    return value.textValue();
  }

  static Instant time(JsonNode line, String name) {
    return Optional.ofNullable(timeOrNull(line, name)).orElseThrow(() -> wrong(name, "is missing"));
  }

  static @Nullable Instant timeOrNull(JsonNode line, String name) {
    String text = textOrNull(line, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          "'" + name + "' is not a time", "Use a form such as 2026-03-01T12:00:00Z.", e);
    }
  }

  static int number(JsonNode line, String name) {
    JsonNode value = line.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "is missing or not a whole number");
    }
    return value.intValue();
  }

  static <E extends Enum<E>> E constant(Class<E> type, JsonNode line, String name) {
    return constant(type, text(line, name), name);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String key, String name) {
    try {
      return Enum.valueOf(type, key.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "'" + name + "' has the unknown value '" + key + "'",
          "It may come from a newer version of openmemory.",
          e);
    }
  }

  static InvalidInputException wrong(String name, String how) {
    return new InvalidInputException("'" + name + "' " + how, "Correct the line.");
  }
}
