package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Deferred;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes whose facts are made later, as JSON; callers know them as events. */
public final class JobJson {

  private JobJson() {}

  /** What a write left behind whose facts are made later. */
  public static ObjectNode of(Deferred deferred) {
    ObjectNode node = MemoryJson.remembered(deferred.remembered());
    node.put("event_id", deferred.job().toString());
    return node;
  }

  /** A job, with what came of it. */
  public static ObjectNode of(Job job) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("event_id", job.id().toString());
    node.put("status", job.status().key());
    node.put("messages", job.messages().size());
    put(node, "client", job.client());
    node.put("created_at", job.createdAt().toString());
    put(node, "started_at", job.startedAt());
    put(node, "finished_at", job.finishedAt());
    node.put("attempts", job.attempts());
    JobOutcome outcome = job.outcome();
    if (outcome != null) {
      node.put("added", outcome.added());
      node.put("repeated", outcome.repeated());
      node.put("superseded", outcome.superseded());
      if (outcome.inputTokens() + outcome.outputTokens() > 0) {
        node.put("input_tokens", outcome.inputTokens());
        node.put("output_tokens", outcome.outputTokens());
      }
      if (!outcome.notes().isEmpty()) {
        ArrayNode notes = node.putArray("notes");
        outcome.notes().forEach(notes::add);
      }
    }
    return node;
  }

  /** Several jobs. */
  public static ObjectNode of(List<Job> jobs) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode events = node.putArray("events");
    jobs.forEach(job -> events.add(of(job)));
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
