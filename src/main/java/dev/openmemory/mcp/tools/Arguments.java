package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Filter;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.State;
import dev.openmemory.model.TimeSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, read with care: each error names the place and says what belongs there.
 * Null counts as absent. An unknown key is ignored unless it looks like a known one or like one
 * that says whose memories are meant.
 */
final class Arguments {

  private final String path;
  private final ObjectNode values;

  private Arguments(String path, ObjectNode values) {
    this.path = path;
    this.values = values;
  }

  /** The arguments of a call that takes these keys. */
  static Arguments of(ObjectNode values, Set<String> known) {
    return new Arguments("", values).checked(known);
  }

  private Arguments checked(Set<String> known) {
    values
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                KeyNames.meant(key, known)
                    .ifPresent(
                        meant -> {
                          throw new InvalidInputException(
                              "there is no argument " + place(key),
                              "Call it " + place(meant) + ".");
                        });
                if (known.contains(Axis.USER.key()) && KeyNames.namesAnOwner(key)) {
                  throw new InvalidInputException(
                      "there is no argument " + place(key),
                      "Whose memories are meant is said with user_id, agent_id, run_id and app_id;"
                          + " anything else belongs in metadata.");
                }
              }
            });
    return this;
  }

  boolean has(String key) {
    return values.hasNonNull(key);
  }

  Optional<String> text(String key) {
    return value(key)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw wrong(key, node, "text in quotes");
              }
              return node.textValue();
            });
  }

  String requiredText(String key) {
    return text(key)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    place(key) + " is missing", "Call again with " + place(key) + "."));
  }

  Optional<Boolean> flag(String key) {
    return value(key)
        .map(
            node -> {
              if (node.isBoolean()) {
                return node.booleanValue();
              }
              throw wrong(key, node, "true or false");
            });
  }

  int integer(String key, int otherwise, int least, int most) {
    Optional<JsonNode> node = value(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    BigDecimal number = node.get().isNumber() ? node.get().decimalValue() : null;
    if (number == null
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0
        || number.stripTrailingZeros().scale() > 0) {
      throw wrong(key, node.get(), "a whole number from " + least + " to " + most);
    }
    return number.intValue();
  }

  @Nullable Double fraction(String key) {
    Optional<JsonNode> node = value(key);
    if (node.isEmpty()) {
      return null;
    }
    double number = node.get().isNumber() ? node.get().doubleValue() : -1;
    if (!(number >= 0 && number <= 1)) {
      throw wrong(key, node.get(), "a number from 0 to 1");
    }
    return number;
  }

  Optional<Instant> time(String key) {
    return value(key)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw wrong(key, node, "a time in ISO 8601, such as \"2026-05-03T14:30:00Z\"");
              }
              return IsoTime.parse(place(key), node.textValue());
            });
  }

  /** A time of which a day or month means its last moment, so that it counts whole. */
  Optional<Instant> asOf(String key) {
    return text(key)
        .map(
            text ->
                TimeSpan.parse(text)
                    .map(TimeSpan::last)
                    .orElseGet(() -> IsoTime.parse(place(key), text)));
  }

  Filter filter(String key) {
    return value(key)
        .map(node -> FilterReader.read(Json.mapper().convertValue(node, Object.class)))
        .orElse(Filter.everything());
  }

  /** One state, or a list of them; empty where none is given. */
  Set<State> states(String key) {
    Set<State> states = EnumSet.noneOf(State.class);
    JsonNode node = value(key).orElse(null);
    if (node != null && node.isTextual()) {
      states.add(State.ofKey(node.textValue()));
    } else if (node != null) {
      texts(key, "a list of states", "[\"active\"]").forEach(name -> states.add(State.ofKey(name)));
    }
    return states;
  }

  Optional<Metadata> metadata(String key) {
    return value(key)
        .map(
            node -> {
              if (!node.isObject()) {
                throw wrong(key, node, "an object, such as {\"project\": \"atlas\"}");
              }
              return new Metadata(
                  Json.mapper()
                      .convertValue(
                          node, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {}));
            });
  }

  Optional<List<Arguments>> objects(String key, Set<String> known, String example) {
    return objects(key, null, known, example);
  }

  /**
   * A list of objects.
   *
   * @param plain the member that an item means which is a mere text; null where none may be
   */
  Optional<List<Arguments>> objects(
      String key, @Nullable String plain, Set<String> known, String example) {
    return value(key)
        .map(
            node -> {
              if (!node.isArray()) {
                throw wrong(key, node, "a list, such as " + example);
              }
              List<Arguments> items = new ArrayList<>();
              for (JsonNode item : node) {
                String itemPath = place(key) + "[" + items.size() + "]";
                if (plain != null && item.isTextual()) {
                  ObjectNode object = JsonNodeFactory.instance.objectNode().set(plain, item);
                  items.add(new Arguments(itemPath + ".", object));
                } else if (item instanceof ObjectNode object) {
                  items.add(new Arguments(itemPath + ".", object).checked(known));
                } else {
                  throw new InvalidInputException(
                      itemPath + " is " + kind(item), "Each item is an object: " + example);
                }
              }
              return items;
            });
  }

  /** The ids in a list that has at least one. */
  List<String> ids(String key) {
    return texts(key, "a list of ids", "[\"…\"]");
  }

  private List<String> texts(String key, String wanted, String example) {
    JsonNode node = value(key).orElse(null);
    if (node == null || !node.isArray() || node.isEmpty()) {
      throw new InvalidInputException(
          place(key) + " is not " + wanted, "Give at least one: " + example + ".");
    }
    List<String> texts = new ArrayList<>();
    node.forEach(
        item -> {
          if (!item.isTextual()) {
            throw wrong(key + "[" + texts.size() + "]", item, "text in quotes");
          }
          texts.add(item.textValue());
        });
    return texts;
  }

  String place(String key) {
    return path + (key.length() > 60 ? key.substring(0, 60) + "…" : key);
  }

  private Optional<JsonNode> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(node -> !node.isNull());
  }

  private InvalidInputException wrong(String key, JsonNode node, String wanted) {
    return new InvalidInputException(
        place(key) + " is " + kind(node), "Give it as " + wanted + ".");
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> {
        String text = node.textValue();
        yield "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
      }
      case NUMBER, BOOLEAN -> node.toString();
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case NULL, MISSING -> "null";
      case BINARY -> "binary data";
    };
  }
}
