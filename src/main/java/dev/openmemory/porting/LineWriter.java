package dev.openmemory.porting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Relation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns canonical rows into lines of the export format. */
final class LineWriter {

  private LineWriter() {}

  static ObjectNode line(Canonical row) {
    if (row instanceof Canonical.Owner owner) {
      return typed("scope").put("axis", owner.axis().key()).put("value", owner.value());
    } else if (row instanceof Canonical.App app) {
      ObjectNode line = typed("app").put("name", app.name());
      Members.put(line, "paused_at", app.pausedAt());
      return line;
    } else if (row instanceof Canonical.Said said) {
      return message(said.message());
    } else if (row instanceof Canonical.Thing thing) {
      return thing(thing);
    } else if (row instanceof Canonical.Held held) {
      return memory(held);
    } else if (row instanceof Canonical.Supersession link) {
      return typed("supersession")
          .put("memory", link.memory().toString())
          .put("by", link.by().toString());
    } else if (row instanceof Canonical.Coverage link) {
      return typed("coverage")
          .put("fact", link.fact().toString())
          .put("passage", link.passage().toString());
    } else if (row instanceof Canonical.Conflict link) {
      return typed("conflict")
          .put("memory", link.one().toString())
          .put("other", link.other().toString())
          .put("found_at", link.foundAt().toString());
    } else if (row instanceof Canonical.Task task) {
      return job(task.job());
    }
    throw new IllegalStateException("a kind of row that nobody writes: " + row.getClass());
  }

  static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode message(Message message) {
    ObjectNode line = typed("message").put("id", message.id().toString());
    line.put("text", message.text());
    Members.put(line, message.scope());
    line.put("role", message.actor().role().key());
    Members.put(line, "speaker", message.actor().name());
    Members.put(line, "client", message.client());
    Members.put(line, "observed_at", message.observedAt());
    Members.put(line, "recorded_at", message.recordedAt());
    return line;
  }

  private static ObjectNode thing(Canonical.Thing thing) {
    ObjectNode line = typed("entity").put("id", thing.entity().id().toString());
    line.put("name", thing.entity().name()).put("kind", thing.entity().kind().key());
    Members.put(line, "user_id", thing.user());
    Members.put(line, "created_at", thing.createdAt());
    ArrayNode names = line.putArray("names");
    thing.names().forEach(names::add);
    return line;
  }

  private static ObjectNode memory(Canonical.Held held) {
    Memory memory = held.memory();
    ObjectNode line = typed("memory").put("id", memory.id().toString());
    line.put("text", memory.text());
    Members.put(line, memory.scope());
    line.put("state", memory.state().key());
    Members.put(line, "valid_from", memory.validity().from());
    Members.put(line, "valid_to", memory.validity().to());
    Members.put(line, "observed_at", memory.observedAt());
    Members.put(line, "created_at", memory.createdAt());
    Members.put(line, "updated_at", memory.updatedAt());
    Members.put(line, "expires_at", memory.expiresAt());
    line.put("sightings", memory.sightings());
    if (memory.importance().value() != null) {
      line.put("importance", memory.importance().value());
    }
    if (memory.importance().pinned()) {
      line.put("pinned", true);
    }
    put(line, memory.metadata());
    put(line, memory.provenance());
    if (held.cover() != Canonical.Cover.NONE) {
      line.put("cover", held.cover().name().toLowerCase(Locale.ROOT));
    }
    if (held.leaning()) {
      line.put("leaning", true);
    }
    ArrayNode seen = JsonNodeFactory.instance.arrayNode();
    for (Canonical.Sighting sighting : held.sightings()) {
      seen.addObject()
          .put("message", sighting.message().toString())
          .put("at", sighting.at().toString());
    }
    putUnlessEmpty(line, "seen_again", seen);
    ArrayNode named = JsonNodeFactory.instance.arrayNode();
    for (Canonical.Naming naming : held.namings()) {
      named.addObject().put("entity", naming.entity().toString()).put("name", naming.name());
    }
    putUnlessEmpty(line, "names", named);
    ArrayNode relations = JsonNodeFactory.instance.arrayNode();
    held.relations().forEach(relation -> put(relations.addObject(), relation));
    putUnlessEmpty(line, "relations", relations);
    ArrayNode history = JsonNodeFactory.instance.arrayNode();
    held.history().forEach(event -> put(history.addObject(), event));
    putUnlessEmpty(line, "history", history);
    ArrayNode accesses = JsonNodeFactory.instance.arrayNode();
    held.accesses().forEach(access -> put(accesses.addObject(), access));
    putUnlessEmpty(line, "accesses", accesses);
    ArrayNode feedback = JsonNodeFactory.instance.arrayNode();
    held.feedback().forEach(each -> put(feedback.addObject(), each));
    putUnlessEmpty(line, "feedback", feedback);
    put(line, held.vectors());
    return line;
  }

  private static void putUnlessEmpty(ObjectNode line, String name, ArrayNode values) {
    if (!values.isEmpty()) {
      line.set(name, values);
    }
  }

  private static void put(ObjectNode line, Metadata metadata) {
    if (!metadata.isEmpty()) {
      line.putPOJO("metadata", metadata.values()); // as a tree, 1.50 would become 1.5
    }
  }

  private static void put(ObjectNode line, Provenance from) {
    line.put("message", from.message().toString()).put("passage", from.passage());
    line.put("role", from.actor().role().key());
    Members.put(line, "speaker", from.actor().name());
    Members.put(line, "client", from.client());
    line.put("distiller", from.distiller().key());
    if (from.maker() != null) {
      line.put("maker", from.maker().name());
      Members.put(line, "maker_version", from.maker().version());
    }
  }

  private static void put(ObjectNode line, Relation relation) {
    line.put("subject", relation.subject().toString()).put("predicate", relation.predicate());
    line.put("object", relation.object().toString());
    Members.put(line, "valid_from", relation.from());
    Members.put(line, "valid_to", relation.to());
  }

  private static void put(ObjectNode line, HistoryEvent event) {
    line.put("event", event.kind().key());
    Members.put(line, "old_text", event.oldText());
    Members.put(line, "new_text", event.newText());
    if (event.oldState() != null) {
      line.put("old_state", event.oldState().key());
    }
    line.put("new_state", event.newState().key());
    Members.put(line, "message", event.message());
    Members.put(line, "client", event.client());
    Members.put(line, "at", event.at());
  }

  private static void put(ObjectNode line, AccessEvent access) {
    line.put("by", access.kind().key());
    Members.put(line, "client", access.client());
    Members.put(line, "at", access.at());
  }

  private static void put(ObjectNode line, Canonical.@Nullable Vectors v) {
    if (v != null) {
      line.put("vector", base64(v.own()));
      if (v.inContext() != null) {
        line.put("context_vector", base64(v.inContext()));
      }
    }
  }

  private static void put(ObjectNode line, Feedback feedback) {
    Members.put(line, "verdict", feedback.verdict());
    Members.put(line, "reason", feedback.reason());
    Members.put(line, "client", feedback.client());
    Members.put(line, "at", feedback.at());
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static ObjectNode job(Job job) {
    ObjectNode line = typed("job").put("id", job.id().toString());
    Members.put(line, job.scope());
    Members.put(line, "client", job.client());
    ArrayNode messages = line.putArray("messages");
    job.messages().forEach(id -> messages.add(id.toString()));
    Members.put(line, "expires_at", job.expiresAt());
    put(line, job.metadata());
    Members.put(line, "created_at", job.createdAt());
    line.put("status", job.status().key()).put("attempts", job.attempts());
    Members.put(line, "started_at", job.startedAt());
    Members.put(line, "finished_at", job.finishedAt());
    JobOutcome outcome = job.outcome();
    if (outcome != null) {
      ObjectNode told = line.putObject("outcome");
      told.put("added", outcome.added()).put("repeated", outcome.repeated());
      told.put("superseded", outcome.superseded());
      ArrayNode notes = told.putArray("notes");
      outcome.notes().forEach(notes::add);
      told.put("input_tokens", outcome.inputTokens()).put("output_tokens", outcome.outputTokens());
    }
    return line;
  }
}
