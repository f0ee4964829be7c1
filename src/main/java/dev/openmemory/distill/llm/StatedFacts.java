package dev.openmemory.distill.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one fact out of whatever a model put in its place; the names that models use vary. */
final class StatedFacts {

  private StatedFacts() {}

  /** The fact; empty if there is no text in it. */
  static Optional<StatedFact> of(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue().isBlank()
          ? Optional.empty()
          : Optional.of(
              new StatedFact(
                  node.textValue(), OptionalInt.empty(), List.of(), List.of(), List.of()));
    }
    String text = text(node, "text", "fact", "memory", "statement", "content");
    if (text.isBlank()) {
      return Optional.empty();
    }
    List<Integer> numbers = numbers(first(node, "message", "message_number", "source"));
    return Optional.of(
        new StatedFact(
            text,
            numbers.isEmpty() ? OptionalInt.empty() : OptionalInt.of(numbers.get(0)),
            entities(node.path("entities")),
            relations(node.path("relations")),
            numbers(node.path("replaces"))));
  }

  private static List<StatedFact.Entity> entities(JsonNode node) {
    List<StatedFact.Entity> entities = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (item.isTextual()) {
          entities.add(new StatedFact.Entity(item.textValue(), ""));
        } else {
          entities.add(
              new StatedFact.Entity(
                  text(item, "name", "entity", "text"), text(item, "type", "kind", "label")));
        }
      }
    } else if (node.isObject()) { // {"Acme": "organization"}
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        entities.add(new StatedFact.Entity(entry.getKey(), entry.getValue().asText("")));
      }
    }
    entities.removeIf(entity -> entity.name().isBlank());
    return entities;
  }

  private static List<StatedFact.Relation> relations(JsonNode node) {
    List<StatedFact.Relation> relations = new ArrayList<>();
    for (JsonNode item : node) {
      StatedFact.Relation relation =
          item.isArray()
              ? new StatedFact.Relation(
                  item.path(0).asText(""), item.path(1).asText(""), item.path(2).asText(""))
              : new StatedFact.Relation(
                  text(item, "subject", "source", "from"),
                  text(item, "predicate", "relation", "relationship", "type"),
                  text(item, "object", "target", "destination", "to"));
      if (!relation.subject().isBlank()
          && !relation.predicate().isBlank()
          && !relation.object().isBlank()) {
        relations.add(relation);
      }
    }
    return relations;
  }

  /** Whole numbers, given as such, as text, alone or in a list. */
  private static List<Integer> numbers(JsonNode node) {
    List<Integer> numbers = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> numbers.addAll(item.isArray() ? List.of() : numbers(item)));
    } else if (node.isIntegralNumber() && node.canConvertToInt()) {
      numbers.add(node.intValue());
    } else if (node.isTextual() && node.textValue().strip().matches("\\d{1,9}")) {
      numbers.add(Integer.parseInt(node.textValue().strip()));
    }
    return numbers;
  }

  private static String text(JsonNode node, String... names) {
    return first(node, names).asText("");
  }

  private static JsonNode first(JsonNode node, String... names) {
    for (String name : names) {
      if (node.hasNonNull(name)) {
        return node.get(name);
      }
    }
    return node.path(names[0]);
  }
}
