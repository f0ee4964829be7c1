package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a memory, as Mem0's clients read it, oldest first. */
final class HistoryShape {

  private HistoryShape() {}

  /**
   * Every change.
   *
   * @param source the message that the memory was made of
   */
  static ArrayNode of(Memory memory, @Nullable Message source, List<HistoryEvent> events) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (HistoryEvent event : events) {
      ObjectNode node = list.addObject();
      // A change has no id of its own; its place in the history never changes.
      node.put("id", id(memory, list.size()));
      node.put("memory_id", memory.id().toString());
      ArrayNode input = node.putArray("input");
      if (source != null && source.id().equals(event.message())) {
        input.addObject().put("role", source.actor().role().key()).put("content", source.text());
      }
      node.put("old_memory", event.oldText());
      node.put("new_memory", event.newText());
      MemoryShape.owners(node, memory, MemoryShape.SESSION);
      MemoryShape.metadata(node, memory);
      node.put("event", name(event.kind()));
      node.put("kind", event.kind().key());
      node.put("created_at", event.at().toString());
      node.put("updated_at", event.at().toString());
    }
    return list;
  }

  private static String id(Memory memory, int place) {
    String name = memory.id() + "/" + place;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Mem0 knows four events; {@code kind} says more. */
  private static String name(HistoryEvent.Kind kind) {
    return switch (kind) {
      case ADD, RESTORE -> "ADD";
      case UPDATE -> "UPDATE";
      case DELETE -> "DELETE";
      case STATE, SIGHTING, SUPERSEDE -> "NOOP";
    };
  }
}
