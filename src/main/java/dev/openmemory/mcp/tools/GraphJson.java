package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.GraphAnswer;
import dev.openmemory.model.Entity;
import dev.openmemory.model.Memory;
import java.util.List;

/** What the graph answers, as JSON. */
public final class GraphJson {

  private GraphJson() {}

  /** An answer: the things it is about, the paths from them, each step with its proofs. */
  public static ObjectNode of(GraphAnswer answer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode entities = node.putArray("entities");
    for (GraphAnswer.Thing thing : answer.things()) {
      ObjectNode entity = entities.addObject();
      entity.put("name", thing.entity().name()).put("kind", thing.entity().kind().key());
      List<String> others =
          thing.names().stream().filter(name -> !name.equals(thing.entity().name())).toList();
      if (!others.isEmpty()) {
        ArrayNode aliases = entity.putArray("aliases");
        others.forEach(aliases::add);
      }
      entity.put("memories", thing.memories());
    }
    ArrayNode paths = node.putArray("paths");
    for (GraphAnswer.Path path : answer.paths()) {
      ObjectNode entry = paths.addObject();
      entry.put("end", path.end().name());
      entry.put("score", Math.round(path.score() * 10_000) / 10_000.0);
      ArrayNode steps = entry.putArray("steps");
      path.steps().forEach(step -> steps.add(step(step)));
    }
    return node;
  }

  private static ObjectNode step(GraphAnswer.Step step) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Entity subject = step.forward() ? step.from() : step.to();
    Entity object = step.forward() ? step.to() : step.from();
    node.put("subject", subject.name());
    node.put("predicate", step.predicate());
    node.put("object", object.name());
    node.put("since", step.since().toString());
    if (step.until() != null) {
      node.put("until", step.until().toString());
    }
    ArrayNode proofs = node.putArray("memories");
    for (Memory memory : step.proofs()) {
      proofs.addObject().put("id", memory.id().toString()).put("text", memory.text());
    }
    return node;
  }
}
