package dev.openmemory.mcp.tools;

import dev.openmemory.model.Claim;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Fact;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts that a calling model distilled itself, as {@code add_memory} takes them. */
final class FactArguments {

  private static final Set<String> KEYS = Set.of("text", "entities", "relations", "replaces");
  private static final Set<String> ENTITY_KEYS = Set.of("name", "type");
  private static final Set<String> RELATION_KEYS = Set.of("subject", "predicate", "object");

  private static final String EXAMPLE = "[{\"text\": \"User lives in Lisbon\"}]";
  private static final String ENTITY = "[{\"name\": \"Lisbon\", \"type\": \"place\"}]";
  private static final String RELATION =
      "[{\"subject\": \"User\", \"predicate\": \"lives_in\", \"object\": \"Lisbon\"}]";

  private FactArguments() {}

  /** The facts of a call; none if it gives none. */
  static List<Fact> of(Arguments arguments) {
    List<Fact> facts = new ArrayList<>();
    for (Arguments given : arguments.objects("facts", "text", KEYS, EXAMPLE).orElse(List.of())) {
      try {
        facts.add(fact(given));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(located(given, e), e.remedy(), e);
      }
    }
    return facts;
  }

  /** The problem with where it is, unless it says so itself. */
  private static String located(Arguments given, InvalidInputException e) {
    String place = given.place("");
    return e.problem().startsWith(place) ? e.problem() : place + " " + e.problem();
  }

  private static Fact fact(Arguments given) {
    Map<String, Mention> mentions = new HashMap<>();
    List<Mention> listed = new ArrayList<>();
    for (Arguments entity :
        given.objects("entities", "name", ENTITY_KEYS, ENTITY).orElse(List.of())) {
      Mention mention =
          new Mention(
              entity.requiredText("name"),
              entity.text("type").map(EntityKind::ofKey).orElse(EntityKind.OTHER));
      if (mentions.putIfAbsent(mention.name(), mention) == null) {
        listed.add(mention);
      }
    }
    List<Claim> claims = new ArrayList<>();
    for (Arguments relation :
        given.objects("relations", RELATION_KEYS, RELATION).orElse(List.of())) {
      claims.add(
          new Claim(
              mention(relation.requiredText("subject"), mentions),
              relation.requiredText("predicate"),
              mention(relation.requiredText("object"), mentions)));
    }
    return new Fact(given.requiredText("text"), listed, claims, replaced(given));
  }

  private static Mention mention(String name, Map<String, Mention> known) {
    if (name.strip().equalsIgnoreCase(Mention.USER)) {
      return Mention.user();
    }
    return Optional.ofNullable(known.get(name.strip()))
        .orElseGet(() -> new Mention(name, EntityKind.OTHER));
  }

  private static List<MemoryId> replaced(Arguments given) {
    List<MemoryId> ids = new ArrayList<>();
    if (given.has("replaces")) {
      for (String id : given.ids("replaces")) {
        try {
          ids.add(MemoryId.parse(id));
        } catch (InvalidInputException e) {
          throw new InvalidInputException(
              given.place("replaces") + ": " + e.problem(), e.remedy(), e);
        }
      }
    }
    return ids;
  }
}
