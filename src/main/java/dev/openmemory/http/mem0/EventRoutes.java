package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.Memory;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds as events: how far each is, and what came of it. */
final class EventRoutes {

  private final Engine engine;
  private final Callers callers;

  EventRoutes(Engine engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  void on(Routes.Builder table) {
    table.on(Method.GET, "/v1/event/{id}/", Guard.around(this::one));
    table.on(Method.GET, "/v1/events/", Guard.around(this::all));
  }

  private Answer one(Call call) {
    Caller caller = callers.of(call);
    JobId id;
    try {
      id = JobId.parse(call.path("id"));
    } catch (InvalidInputException e) {
      throw RefusedException.error(400, "event_id should be a valid UUID");
    }
    try {
      return Answer.json(shape(engine.jobs().find(id, Scope.ANY, caller), true));
    } catch (NotFoundException e) {
      throw RefusedException.error(404, "Event not found!");
    }
  }

  /** The newest thousand at the most. */
  private Answer all(Call call) {
    Caller caller = callers.of(call);
    Pages pages = Pages.of(call);
    List<Job> jobs = engine.jobs().newest(Scope.ANY, Engine.MAX_PAGE, caller);
    List<Job> page = jobs.stream().skip(pages.skipped()).limit(pages.size()).toList();
    return Answer.json(
        pages.answer(call, "/v1/events/", jobs.size(), page, job -> shape(job, false)));
  }

  private ObjectNode shape(Job job, boolean withResults) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", job.id().toString());
    node.put("event_type", "ADD");
    node.put("status", job.status().name());
    ObjectNode payload = node.putObject("payload");
    for (Axis axis : Axis.values()) {
      job.scope().get(axis).ifPresent(value -> payload.put(axis.key(), value));
    }
    payload.put("messages", job.messages().size());
    node.set("metadata", Json.mapper().valueToTree(job.metadata().values()));
    if (withResults) {
      ArrayNode results = node.putArray("results");
      engine.records().madeOf(job.messages()).forEach(memory -> results.add(result(memory)));
    }
    node.put("created_at", job.createdAt().toString());
    Instant updated = job.finishedAt() != null ? job.finishedAt() : job.startedAt();
    node.put("updated_at", Optional.ofNullable(updated).orElse(job.createdAt()).toString());
    node.put("started_at", shown(job.startedAt()));
    node.put("completed_at", shown(job.finishedAt()));
    node.put(
        "latency",
        job.finishedAt() == null
            ? null
            : Duration.between(job.createdAt(), job.finishedAt()).toMillis());
    JobOutcome outcome = job.outcome();
    node.put(
        "error",
        outcome != null && job.status() == Job.Status.FAILED
            ? String.join("; ", outcome.notes())
            : null);
    return node;
  }

  private static ObjectNode result(Memory memory) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString());
    node.put("event", "ADD");
    node.put("memory", memory.text());
    node.putObject("data").put("memory", memory.text());
    return node;
  }

  private static @Nullable String shown(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
