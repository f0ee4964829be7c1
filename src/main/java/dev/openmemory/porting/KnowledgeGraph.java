package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Adopted;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Mention;
import dev.openmemory.model.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge graph of the MCP reference server: entities with observations, and relations. An
 * observation is a memory that names its entity, and so is a relation. For one thread.
 */
final class KnowledgeGraph {

  static final String SOURCE = "mcp-memory";

  private final ForeignMemories memories;
  private final Map<String, EntityKind> kinds = new HashMap<>();

  KnowledgeGraph(ForeignMemories memories) {
    this.memories = memories;
  }

  static boolean isEntity(JsonNode item) {
    return item.path("entityType").isTextual() && item.path("name").isTextual();
  }

  static boolean isRelation(JsonNode item) {
    return item.path("relationType").isTextual() && item.path("from").isTextual();
  }

  /** The memories that an entity's observations are; one that says its kind if there is none. */
  List<Adopted> entity(JsonNode item) {
    String name = Members.text(item, "name");
    String type = Members.text(item, "entityType").strip();
    EntityKind kind = EntityKind.ofKey(type);
    kinds.put(name, kind);
    List<Adopted> made = new ArrayList<>();
    String spoken = ForeignMemories.spoken(name);
    for (JsonNode observation : item.path("observations")) {
      String text =
          observation.isTextual() ? observation.textValue() : Members.text(observation, "content");
      boolean named = text.toLowerCase(Locale.ROOT).contains(spoken.toLowerCase(Locale.ROOT));
      made.add(memory(name, type, kind, named ? text : spoken + ": " + text));
    }
    if (made.isEmpty()) {
      String known = type.isEmpty() ? "something known" : type.replace('_', ' ');
      made.add(memory(name, type, kind, spoken + " is a " + known));
    }
    return made;
  }

  Adopted relation(JsonNode item) {
    return memories.relation(
        SOURCE,
        Members.text(item, "from"),
        Members.text(item, "relationType"),
        Members.text(item, "to"),
        kinds);
  }

  private Adopted memory(String name, String type, EntityKind kind, String text) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("entity", name);
    metadata.put("entity_type", type);
    return memories.adopted(
        new ForeignMemories.Draft(
            SOURCE,
            name + "\n" + text,
            text,
            memories.withApp(memories.owner(), SOURCE),
            State.ACTIVE,
            null,
            null,
            null,
            metadata,
            List.of(new Mention(ForeignMemories.spoken(name), kind)),
            List.of()),
        List.of());
  }
}
