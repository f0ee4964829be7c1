package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Explanation;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import java.util.List;

/** Where a memory comes from, as JSON. What there is none of is left out. */
public final class ExplanationJson {

  private ExplanationJson() {}

  /** A memory in full, with its message, what made it, and how it stands beside others. */
  public static ObjectNode of(Explanation explanation) {
    Memory memory = explanation.memory();
    ObjectNode node = MemoryJson.of(memory, explanation.source());
    Maker maker = memory.provenance().maker();
    if (maker != null) {
      node.put("model", maker.name());
      if (maker.version() != null) {
        node.put("prompt_version", maker.version());
      }
    }
    memories(node, "replaces", explanation.replaces());
    if (explanation.replacedBy() != null) {
      node.set("replaced_by", pointer(explanation.replacedBy()));
    }
    for (Explanation.Repeat repeat : explanation.repeats()) {
      node.withArray("repeated_in").add(said(repeat.message()).put("at", repeat.at().toString()));
    }
    memories(node, "conflicts_with", explanation.conflicts());
    memories(node, "made_of", explanation.passages());
    memories(node, "facts", explanation.facts());
    return node;
  }

  private static ObjectNode said(Message message) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("message_id", message.id().toString())
            .put("role", message.actor().role().key());
    if (message.actor().name() != null) {
      node.put("name", message.actor().name());
    }
    if (message.client() != null) {
      node.put("client", message.client());
    }
    return node.put("text", message.text());
  }

  private static void memories(ObjectNode node, String name, List<Memory> memories) {
    memories.forEach(memory -> node.withArray(name).add(pointer(memory)));
  }

  private static ObjectNode pointer(Memory memory) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", memory.id().toString()).put("text", memory.text());
    if (memory.validity().to() != null) {
      node.put("valid_to", memory.validity().to().toString());
    }
    return node;
  }
}
