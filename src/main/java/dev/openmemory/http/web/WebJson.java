package dev.openmemory.http.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Recalled;
import dev.openmemory.json.Json;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Entity;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of the product as the page reads them. Times are ISO 8601 in UTC. */
final class WebJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private WebJson() {}

  static ObjectNode memory(Memory memory) {
    ObjectNode node = NODES.objectNode();
    node.put("id", memory.id().toString());
    node.put("text", memory.text());
    scope(node, memory.scope());
    node.put("state", memory.state().key());
    node.put("role", memory.provenance().actor().role().key());
    put(node, "name", memory.provenance().actor().name());
    put(node, "client", memory.provenance().client());
    node.put("distiller", memory.provenance().distiller().key());
    if (memory.provenance().maker() != null) {
      node.put("maker", memory.provenance().maker().name());
    }
    node.put("observed_at", memory.observedAt().toString());
    node.put("created_at", memory.createdAt().toString());
    node.put("updated_at", memory.updatedAt().toString());
    put(node, "expires_at", memory.expiresAt());
    node.put("valid_from", memory.validity().from().toString());
    put(node, "valid_to", memory.validity().to());
    put(node, "superseded_by", memory.validity().supersededBy());
    node.put("sightings", memory.sightings());
    if (!memory.metadata().isEmpty()) {
      node.set("metadata", Json.mapper().valueToTree(memory.metadata().values()));
    }
    return node;
  }

  static ArrayNode memories(List<Memory> memories) {
    ArrayNode array = NODES.arrayNode();
    memories.forEach(memory -> array.add(memory(memory)));
    return array;
  }

  static ObjectNode page(Page<Memory> page) {
    ObjectNode node = NODES.objectNode();
    node.put("total", page.total());
    node.set("memories", memories(page.items()));
    page.next().ifPresent(cursor -> node.put("next_cursor", cursor.token()));
    return node;
  }

  static ObjectNode message(Message message) {
    ObjectNode node = NODES.objectNode();
    node.put("id", message.id().toString());
    node.put("role", message.actor().role().key());
    put(node, "name", message.actor().name());
    put(node, "client", message.client());
    node.put("text", message.text());
    node.put("observed_at", message.observedAt().toString());
    node.put("recorded_at", message.recordedAt().toString());
    scope(node, message.scope());
    return node;
  }

  static ObjectNode event(HistoryEvent event) {
    ObjectNode node = NODES.objectNode();
    node.put("memory_id", event.memory().toString());
    node.put("event", event.kind().key());
    node.put("at", event.at().toString());
    put(node, "old_text", event.oldText());
    put(node, "new_text", event.newText());
    put(node, "old_state", event.oldState() == null ? null : event.oldState().key());
    node.put("new_state", event.newState().key());
    put(node, "message_id", event.message());
    put(node, "client", event.client());
    return node;
  }

  static ObjectNode access(AccessEvent event) {
    ObjectNode node = NODES.objectNode();
    node.put("kind", event.kind().key());
    put(node, "client", event.client());
    node.put("at", event.at().toString());
    return node;
  }

  static ObjectNode entity(Entity entity) {
    return NODES
        .objectNode()
        .put("id", entity.id().toString())
        .put("name", entity.name())
        .put("kind", entity.kind().key());
  }

  static ObjectNode hit(Recalled.Hit hit) {
    ObjectNode node = memory(hit.memory());
    node.put("score", rounded(hit.score()));
    if (hit.replacedBy() != null) {
      node.set("replaced_by", memory(hit.replacedBy()));
    }
    if (!hit.conflicts().isEmpty()) {
      node.set("conflicts_with", memories(hit.conflicts()));
    }
    if (!hit.signals().isEmpty()) {
      ArrayNode signals = node.putArray("signals");
      for (Recalled.Signal signal : hit.signals()) {
        signals
            .addObject()
            .put("name", signal.name())
            .put("raw", rounded(signal.raw()))
            .put("value", rounded(signal.value()))
            .put("weight", rounded(signal.weight()));
      }
    }
    return node;
  }

  static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 10_000) / 10_000.0 : 0;
  }

  private static void scope(ObjectNode node, Scope scope) {
    for (Axis axis : Axis.values()) {
      scope.get(axis).ifPresent(value -> node.put(axis.key(), value));
    }
  }
}
