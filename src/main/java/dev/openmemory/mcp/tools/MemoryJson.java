package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.Remembered;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of the product as JSON: the structured results of the tools, and what the command line
 * prints. What is absent is left out; times are ISO 8601 in UTC.
 */
public final class MemoryJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MemoryJson() {}

  /** A memory as lists show it: what it says, whose it is, who said it when, what is special. */
  public static ObjectNode brief(Memory memory) {
    ObjectNode node = NODES.objectNode();
    node.put("id", memory.id().toString());
    node.put("text", memory.text());
    scope(node, memory.scope());
    node.put("role", memory.provenance().actor().role().key());
    put(node, "name", memory.provenance().actor().name());
    node.put("observed_at", memory.observedAt().toString());
    if (memory.state() != State.ACTIVE) {
      node.put("state", memory.state().key());
    }
    put(node, "expires_at", memory.expiresAt());
    if (memory.importance().value() != null) {
      node.put("importance", memory.importance().value());
    }
    if (memory.importance().pinned()) {
      node.put("pinned", true);
    }
    put(node, "valid_to", memory.validity().to());
    put(node, "superseded_by", memory.validity().supersededBy());
    if (!memory.metadata().isEmpty()) {
      node.set("metadata", Json.mapper().valueToTree(memory.metadata().values()));
    }
    return node;
  }

  /** A memory in full. */
  public static ObjectNode of(Memory memory) {
    ObjectNode node = brief(memory);
    node.put("state", memory.state().key());
    node.put("valid_from", memory.validity().from().toString());
    node.put("created_at", memory.createdAt().toString());
    node.put("updated_at", memory.updatedAt().toString());
    node.put("sightings", memory.sightings());
    put(node, "client", memory.provenance().client());
    node.put("distiller", memory.provenance().distiller().key());
    node.put("message_id", memory.provenance().message().toString());
    return node;
  }

  /** A memory in full, with the message it was made of. */
  public static ObjectNode of(Memory memory, @Nullable Message source) {
    ObjectNode node = of(memory);
    if (source != null) {
      ObjectNode said = node.putObject("source");
      said.put("role", source.actor().role().key());
      put(said, "name", source.actor().name());
      said.put("text", source.text());
      said.put("observed_at", source.observedAt().toString());
    }
    return node;
  }

  /** What came of remembering. */
  public static ObjectNode remembered(Remembered remembered) {
    ObjectNode node = NODES.objectNode();
    node.put("added", remembered.count(Remembered.Event.ADDED));
    node.put("repeated", remembered.count(Remembered.Event.REPEATED));
    remembered.distilledBy().ifPresent(kind -> node.put("distilled_by", kind.key()));
    remembered.attempts().stream()
        .filter(attempt -> attempt.failure() != null)
        .forEach(
            attempt ->
                node.withArray("notes").add(attempt.kind().key() + ": " + attempt.failure()));
    ArrayNode memories = node.putArray("memories");
    for (Remembered.Outcome outcome : remembered.outcomes()) {
      ObjectNode entry = memories.addObject();
      entry.put("event", outcome.event().name().toLowerCase(Locale.ROOT));
      entry.setAll(brief(outcome.memory()));
    }
    for (Remembered.Replacement replacement : remembered.replacements()) {
      node.withArray("replaced")
          .add(pointer(replacement.earlier()).put("by", replacement.later().id().toString()));
    }
    for (Remembered.Contradiction pair : remembered.contradictions()) {
      node.withArray("conflicts").addArray().add(pointer(pair.one())).add(pointer(pair.other()));
    }
    return node;
  }

  /** A memory that is only pointed at. */
  private static ObjectNode pointer(Memory memory) {
    return NODES.objectNode().put("id", memory.id().toString()).put("text", memory.text());
  }

  /** What was found, best first. */
  public static ObjectNode recalled(Recalled recalled) {
    ObjectNode node = NODES.objectNode();
    ArrayNode memories = node.putArray("memories");
    recalled.hits().forEach(hit -> memories.add(hit(hit)));
    if (recalled.omitted() > 0) {
      node.put("omitted", recalled.omitted());
    }
    put(node, "next_cursor", recalled.next());
    Double answerability = recalled.answerability();
    if (answerability != null) {
      node.put("answerability", rounded(answerability));
    }
    if (recalled.doubtful()) {
      node.put("hint", "Nothing remembered seems to answer this.");
    }
    Recalled.Work work = recalled.work();
    if (work != null) {
      node.put("candidates", recalled.considered());
      ObjectNode sources = node.putObject("sources");
      work.sources().forEach(sources::put);
      ObjectNode millis = node.putObject("millis");
      work.millis().forEach((step, time) -> millis.put(step, rounded(time)));
    }
    return node;
  }

  /** One memory found, with why it ranked if that was asked for. */
  public static ObjectNode hit(Recalled.Hit hit) {
    ObjectNode node = brief(hit.memory());
    node.put("score", rounded(hit.score()));
    if (hit.replacedBy() != null) {
      node.set("replaced_by", pointer(hit.replacedBy()));
    }
    for (Recalled.Outdated outdated : hit.outdated()) {
      ObjectNode pair = pointer(outdated.fact());
      pair.set("replaced_by", pointer(outdated.replacedBy()));
      node.withArray("outdated").add(pair);
    }
    hit.conflicts().forEach(other -> node.withArray("conflicts_with").add(pointer(other)));
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

  /** A stretch of a listing. */
  public static ObjectNode page(Page<Memory> page) {
    ObjectNode node = NODES.objectNode();
    node.put("total", page.total());
    ArrayNode memories = node.putArray("memories");
    page.items().forEach(memory -> memories.add(brief(memory)));
    page.next().ifPresent(cursor -> node.put("next_cursor", cursor.token()));
    return node;
  }

  /** What happened to a memory. */
  public static ObjectNode history(MemoryId id, List<HistoryEvent> events) {
    ObjectNode node = NODES.objectNode();
    node.put("memory_id", id.toString());
    ArrayNode entries = node.putArray("events");
    events.forEach(event -> entries.add(event(event)));
    return node;
  }

  private static ObjectNode event(HistoryEvent event) {
    ObjectNode node = NODES.objectNode();
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

  private static void scope(ObjectNode node, Scope scope) {
    for (Axis axis : Axis.values()) {
      scope.get(axis).ifPresent(value -> node.put(axis.key(), value));
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 10_000) / 10_000.0 : 0;
  }
}
