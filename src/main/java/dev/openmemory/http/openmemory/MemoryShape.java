package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.Memory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A memory as OpenMemory's callers read it. Times are whole seconds since 1970. */
final class MemoryShape {

  static final String CATEGORIES = "categories";

  /** The application of what no application is known of. */
  static final String APP = "openmemory";

  private MemoryShape() {}

  /** As a listing has it. */
  static ObjectNode listed(Memory memory) {
    return of(memory, "content");
  }

  /** As asked for by its id. */
  static ObjectNode full(Memory memory) {
    return of(memory, "text").put("updated_at", memory.updatedAt().getEpochSecond());
  }

  /** The application that a memory is of. */
  static String app(Memory memory) {
    return Optional.ofNullable(memory.scope().appId())
        .or(() -> Optional.ofNullable(memory.provenance().client()))
        .orElse(APP);
  }

  static List<String> categories(Memory memory) {
    return memory.metadata().values().get(CATEGORIES) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The metadata without the categories. */
  static Map<String, @Nullable Object> metadata(Memory memory) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(memory.metadata().values());
    metadata.remove(CATEGORIES);
    return metadata;
  }

  private static ObjectNode of(Memory memory, String text) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString());
    node.put(text, memory.text());
    node.put("created_at", memory.createdAt().getEpochSecond());
    node.put("state", memory.state().key());
    node.put("app_id", Names.app(app(memory)));
    node.put("app_name", app(memory));
    node.set(CATEGORIES, Json.mapper().valueToTree(categories(memory)));
    node.set("metadata_", Json.mapper().valueToTree(metadata(memory)));
    return node;
  }
}
