package dev.openmemory.porting;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Importance;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Role;
import dev.openmemory.model.State;
import dev.openmemory.model.Text;
import dev.openmemory.model.Validity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads canonical rows from lines of the export format. */
final class LineReader {

  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final int dimension;

  /**
   * For one file.
   *
   * @param dimension of the vectors; 0 where the lines' vectors are of no use
   */
  LineReader(int dimension) {
    this.dimension = dimension;
  }

  /**
   * The row that a line holds.
   *
   * @throws InvalidInputException if it does not hold one
   */
  Canonical row(JsonNode line) {
    String type = Members.text(line, "type");
    return switch (type) {
      case "scope" ->
          new Canonical.Owner(
              Axis.ofKey(Members.text(line, "axis"))
                  .orElseThrow(() -> Members.wrong("axis", "is no axis")),
              Members.text(line, "value"));
      case "app" ->
          new Canonical.App(Members.text(line, "name"), Members.timeOrNull(line, "paused_at"));
      case "message" -> new Canonical.Said(message(line));
      case "entity" -> thing(line);
      case "memory" -> held(line);
      case "supersession" -> new Canonical.Supersession(id(line, "memory"), id(line, "by"));
      case "coverage" -> new Canonical.Coverage(id(line, "fact"), id(line, "passage"));
      case "conflict" ->
          new Canonical.Conflict(
              id(line, "memory"), id(line, "other"), Members.time(line, "found_at"));
      case "job" -> new Canonical.Task(job(line));
      default ->
          throw new InvalidInputException(
              "'" + type + "' is no type of line",
              "It may come from a newer version of openmemory.");
    };
  }

  private static Message message(JsonNode line) {
    return new Message(
        MessageId.parse(Members.text(line, "id")),
        Members.scope(line),
        actor(line),
        Members.textOrNull(line, "client"),
        Text.clean("the message", Members.text(line, "text")),
        Members.time(line, "observed_at"),
        Members.time(line, "recorded_at"));
  }

  private static Actor actor(JsonNode line) {
    return new Actor(Role.ofKey(Members.text(line, "role")), Members.textOrNull(line, "speaker"));
  }

  private static Canonical.Thing thing(JsonNode line) {
    return new Canonical.Thing(
        new Entity(
            EntityId.parse(Members.text(line, "id")),
            Members.text(line, "name"),
            Members.constant(EntityKind.class, line, "kind")),
        Members.textOrNull(line, "user_id"),
        Members.time(line, "created_at"),
        each(line, "names", JsonNode::asText));
  }

  private Canonical.Held held(JsonNode line) {
    Memory memory = memory(line);
    JsonNode cover = line.path("cover");
    return new Canonical.Held(
        memory,
        cover.isTextual()
            ? Members.constant(Canonical.Cover.class, line, "cover")
            : Canonical.Cover.NONE,
        each(
            line,
            "seen_again",
            s ->
                new Canonical.Sighting(
                    MessageId.parse(Members.text(s, "message")), Members.time(s, "at"))),
        each(
            line,
            "names",
            n ->
                new Canonical.Naming(
                    EntityId.parse(Members.text(n, "entity")), Members.text(n, "name"))),
        each(line, "relations", r -> relation(memory.id(), r)),
        each(line, "history", h -> history(memory.id(), h)),
        each(
            line,
            "accesses",
            a ->
                new AccessEvent(
                    memory.id(),
                    Members.constant(AccessEvent.Kind.class, a, "by"),
                    Members.textOrNull(a, "client"),
                    Members.time(a, "at"))),
        each(line, "feedback", f -> feedback(memory.id(), f)),
        line.path("leaning").asBoolean(),
        vectors(line));
  }

  private static Feedback feedback(MemoryId memory, JsonNode line) {
    String verdict = Members.textOrNull(line, "verdict");
    return new Feedback(
        memory,
        verdict == null ? null : Feedback.Verdict.ofKey(verdict),
        Members.textOrNull(line, "reason"),
        Members.textOrNull(line, "client"),
        Members.time(line, "at"));
  }

  private static Memory memory(JsonNode line) {
    String maker = Members.textOrNull(line, "maker");
    int sightings = Members.number(line, "sightings");
    int passage = Members.number(line, "passage");
    if (sightings < 1 || passage < 0) {
      throw Members.wrong(sightings < 1 ? "sightings" : "passage", "is too small");
    }
    return new Memory(
        id(line, "id"),
        Text.clean("the memory", Members.text(line, "text")),
        Members.scope(line),
        new Provenance(
            MessageId.parse(Members.text(line, "message")),
            passage,
            actor(line),
            Members.textOrNull(line, "client"),
            Members.constant(DistillerKind.class, line, "distiller"),
            maker == null ? null : new Maker(maker, Members.textOrNull(line, "maker_version"))),
        Members.constant(State.class, line, "state"),
        new Validity(Members.time(line, "valid_from"), Members.timeOrNull(line, "valid_to"), null),
        Members.time(line, "observed_at"),
        Members.time(line, "created_at"),
        Members.time(line, "updated_at"),
        Members.timeOrNull(line, "expires_at"),
        sightings,
        metadata(line),
        importance(line));
  }

  private static Importance importance(JsonNode line) {
    JsonNode value = line.path("importance");
    if (!value.isMissingNode() && !value.isNull() && !value.isNumber()) {
      throw Members.wrong("importance", "is not a number");
    }
    return new Importance(
        value.isNumber() ? value.asDouble() : null, line.path("pinned").asBoolean());
  }

  /** The member {@code metadata}, an object. */
  static Metadata metadata(JsonNode line) {
    JsonNode value = line.path("metadata");
    if (value.isMissingNode() || value.isNull()) {
      return Metadata.EMPTY;
    }
    if (!value.isObject()) {
      throw Members.wrong("metadata", "is not an object");
    }
    return new Metadata(Json.mapper().convertValue(value, OBJECT));
  }

  private static Relation relation(MemoryId memory, JsonNode line) {
    return new Relation(
        EntityId.parse(Members.text(line, "subject")),
        Members.text(line, "predicate"),
        EntityId.parse(Members.text(line, "object")),
        memory,
        Members.time(line, "valid_from"),
        Members.timeOrNull(line, "valid_to"));
  }

  private static HistoryEvent history(MemoryId memory, JsonNode line) {
    String message = Members.textOrNull(line, "message");
    String oldState = Members.textOrNull(line, "old_state");
    return new HistoryEvent(
        memory,
        Members.constant(HistoryEvent.Kind.class, line, "event"),
        Members.textOrNull(line, "old_text"),
        Members.textOrNull(line, "new_text"),
        oldState == null ? null : Members.constant(State.class, oldState, "old_state"),
        Members.constant(State.class, line, "new_state"),
        message == null ? null : MessageId.parse(message),
        Members.textOrNull(line, "client"),
        Members.time(line, "at"));
  }

  private Canonical.@Nullable Vectors vectors(JsonNode line) {
    String own = Members.textOrNull(line, "vector");
    if (dimension == 0 || own == null) {
      return null;
    }
    String context = Members.textOrNull(line, "context_vector");
    return new Canonical.Vectors(
        vector("vector", own), context == null ? null : vector("context_vector", context));
  }

  private float[] vector(String name, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("'" + name + "' is not base64", "Correct the line.", e);
    }
    float[] vector = new float[dimension];
    if (bytes.length != 4 * dimension) {
      throw Members.wrong(name, "has not " + dimension + " numbers");
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    double square = 0;
    for (float number : vector) {
      square += number * (double) number;
    }
    if (!(Math.abs(square - 1) < 0.01)) { // a number that is none fails this too
      throw Members.wrong(name, "is not of unit length");
    }
    return vector;
  }

  private static Job job(JsonNode line) {
    JsonNode outcome = line.path("outcome");
    return new Job(
        JobId.parse(Members.text(line, "id")),
        Members.scope(line),
        Members.textOrNull(line, "client"),
        each(line, "messages", id -> MessageId.parse(id.asText())),
        Members.timeOrNull(line, "expires_at"),
        metadata(line),
        Members.time(line, "created_at"),
        Members.constant(Job.Status.class, line, "status"),
        Members.number(line, "attempts"),
        Members.timeOrNull(line, "started_at"),
        Members.timeOrNull(line, "finished_at"),
        outcome.isObject()
            ? new JobOutcome(
                Members.number(outcome, "added"),
                Members.number(outcome, "repeated"),
                Members.number(outcome, "superseded"),
                each(outcome, "notes", JsonNode::asText),
                outcome.path("input_tokens").asLong(),
                outcome.path("output_tokens").asLong())
            : null);
  }

  private static MemoryId id(JsonNode line, String name) {
    return MemoryId.parse(Members.text(line, name));
  }

  private static <T> List<T> each(JsonNode line, String name, Function<JsonNode, T> reading) {
    JsonNode values = line.path(name);
    if (values.isMissingNode() || values.isNull()) {
      return List.of();
    }
    if (!values.isArray()) {
      throw Members.wrong(name, "is not a list");
    }
    List<T> all = new ArrayList<>();
    values.forEach(value -> all.add(reading.apply(value)));
    return all;
  }
}
