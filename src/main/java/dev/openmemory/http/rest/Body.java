package dev.openmemory.http.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.http.Call;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that a caller sent. Members that nobody asks for are ignored; null
 * counts as absent; a member of the wrong kind is an {@link InvalidInputException}.
 */
public final class Body {

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final ObjectNode members;

  public Body(ObjectNode members) {
    this.members = members;
  }

  public static Body of(Call call) {
    return new Body(call.object());
  }

  /** Whether a member is there, be it null. */
  public boolean names(String name) {
    return members.has(name);
  }

  public JsonNode raw(String name) {
    return members.path(name);
  }

  public Optional<String> text(String name) {
    return value(name)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw wrong(name, "a string");
              }
              return node.textValue();
            });
  }

  public String requiredText(String name) {
    return text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new InvalidInputException(name + " is missing", "Give it as a string."));
  }

  /** An identifier, which some callers write as a number. */
  public Optional<String> id(String name) {
    return value(name)
        .map(
            node -> {
              if (!node.isTextual() && !node.isIntegralNumber()) {
                throw wrong(name, "a string");
              }
              return node.asText();
            });
  }

  public Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw wrong(name, "a boolean");
              }
              return node.booleanValue();
            });
  }

  public int whole(String name, int absent, int least, int most) {
    JsonNode node = value(name).orElse(null);
    if (node == null) {
      return absent;
    }
    if (!node.canConvertToExactIntegral()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      throw wrong(name, "a whole number from " + least + " to " + most);
    }
    return node.intValue();
  }

  public Optional<Double> number(String name) {
    return value(name)
        .map(
            node -> {
              if (!node.isNumber()) {
                throw wrong(name, "a number");
              }
              return node.doubleValue();
            });
  }

  /** A list of strings; one string counts as a list of one. */
  public Optional<List<String>> texts(String name) {
    return value(name)
        .map(
            node -> {
              List<String> texts = new ArrayList<>();
              for (JsonNode item : node.isTextual() ? List.of(node) : node) {
                if (!item.isTextual()) {
                  throw wrong(name, "a list of strings");
                }
                texts.add(item.textValue());
              }
              if (!node.isTextual() && !node.isArray()) {
                throw wrong(name, "a list of strings");
              }
              return texts;
            });
  }

  public Optional<Body> object(String name) {
    return value(name)
        .map(
            node -> {
              if (node instanceof ObjectNode object) {
                return new Body(object);
              }
              throw wrong(name, "an object");
            });
  }

  public List<Body> objects(String name) {
    JsonNode list = members.path(name);
    if (!list.isArray()) {
      throw wrong(name, "a list of objects");
    }
    List<Body> objects = new ArrayList<>();
    for (JsonNode item : list) {
      if (!(item instanceof ObjectNode object)) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new Body(object));
    }
    return objects;
  }

  public Optional<Metadata> metadata(String name) {
    return object(name).map(body -> new Metadata(body.decoded()));
  }

  /** As maps, lists, strings, numbers, booleans and null. */
  public Map<String, @Nullable Object> decoded() {
    return Json.mapper().convertValue(members, OBJECT);
  }

  private Optional<JsonNode> value(String name) {
    JsonNode node = members.path(name);
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private static InvalidInputException wrong(String name, String wanted) {
    return new InvalidInputException(name + " is not " + wanted, "Give " + wanted + ".");
  }
}
