package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.Remembered;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A memory as Mem0's clients read it. What it lacks is null, and never left out. */
final class MemoryShape {

  /** Where categories stand in the metadata. */
  static final String CATEGORIES = "categories";

  /** Where it stands in the metadata that a memory is not to be changed. */
  static final String IMMUTABLE = "immutable";

  /** What Mem0's listings call a run. */
  static final String SESSION = "session_id";

  private MemoryShape() {}

  /** As a listing has it; the run is the {@code session_id} there. */
  static ObjectNode listed(Memory memory) {
    return of(memory, SESSION);
  }

  /** As asked for by its id. */
  static ObjectNode full(Memory memory) {
    ObjectNode node = of(memory, SESSION);
    node.put("run_id", memory.scope().runId());
    node.put("lifecycle_state", memory.state().key());
    node.put(IMMUTABLE, immutable(memory));
    return node;
  }

  /** As a search found it. */
  static ObjectNode found(Recalled.Hit hit) {
    ObjectNode node = of(hit.memory(), "run_id");
    node.put("score", rounded(hit.score()));
    ObjectNode breakdown = node.putObject("score_breakdown");
    breakdown.put("semantic", signal(hit, "semantic"));
    breakdown.put("bm25", signal(hit, "keyword"));
    breakdown.put("entity", signal(hit, "speaker"));
    return node;
  }

  /** As an add tells what came of it. */
  static ObjectNode outcome(Remembered.Outcome outcome) {
    Memory memory = outcome.memory();
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString());
    node.put("memory", memory.text());
    node.putObject("data").put("memory", memory.text());
    node.put("event", outcome.event() == Remembered.Event.ADDED ? "ADD" : "NOOP");
    return node;
  }

  static boolean immutable(Memory memory) {
    return Boolean.TRUE.equals(memory.metadata().values().get(IMMUTABLE));
  }

  private static ObjectNode of(Memory memory, String run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", memory.id().toString());
    node.put("memory", memory.text());
    node.put("hash", Text.hash(memory.text()));
    owners(node, memory, run);
    metadata(node, memory);
    node.put(
        "expiration_date", memory.expiresAt() == null ? null : Moments.shown(memory.expiresAt()));
    node.put(
        "replaced_by",
        memory.validity().supersededBy() == null
            ? null
            : memory.validity().supersededBy().toString());
    node.put("created_at", memory.observedAt().toString());
    node.put("updated_at", memory.updatedAt().toString());
    return node;
  }

  /** Whose it is. */
  static void owners(ObjectNode node, Memory memory, String run) {
    for (Axis axis : Axis.values()) {
      node.put(axis == Axis.RUN ? run : axis.key(), memory.scope().get(axis).orElse(null));
    }
  }

  /** Metadata and categories, apart. */
  static void metadata(ObjectNode node, Memory memory) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(memory.metadata().values());
    Object categories = metadata.remove(CATEGORIES);
    metadata.remove(IMMUTABLE);
    node.set("metadata", metadata.isEmpty() ? null : Json.mapper().valueToTree(metadata));
    node.set(
        CATEGORIES,
        Json.mapper().valueToTree(categories instanceof List<?> list ? list : List.of()));
  }

  private static double signal(Recalled.Hit hit, String name) {
    return hit.signals().stream()
        .filter(signal -> signal.name().equals(name))
        .mapToDouble(signal -> rounded(signal.value()))
        .findFirst()
        .orElse(0);
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 10_000) / 10_000.0 : 0;
  }
}
