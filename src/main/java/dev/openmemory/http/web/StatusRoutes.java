package dev.openmemory.http.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineStats;
import dev.openmemory.engine.Overview;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.json.Json;
import dev.openmemory.model.Activity;
import dev.openmemory.model.AppUse;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Job;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;

/** Says how the memory is and who uses it, and changes settings. */
final class StatusRoutes {

  private static final int JOBS = 100;
  private static final int LAST = 30;
  private static final int DAYS = 30;
  private static final int VALUES = 50;

  private final Engine engine;
  private final Desk desk;

  StatusRoutes(Engine engine, Desk desk) {
    this.engine = engine;
    this.desk = desk;
  }

  Answer status(Call call) {
    EngineStats stats = engine.stats(Scope.ANY, WebApi.PERSON);
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("version", desk.version());
    ObjectNode memories = node.putObject("memories");
    for (State state : State.values()) {
      memories.put(state.key(), stats.memories().getOrDefault(state, 0L));
    }
    node.put("messages", stats.messages())
        .put("users", stats.users())
        .put("apps", stats.apps())
        .put("open_jobs", stats.openJobs())
        .put("file", stats.file().toString())
        .put("bytes", stats.bytes())
        .put("schema", stats.schema())
        .put("database", stats.database())
        .put("model", stats.model())
        .put("dimension", stats.dimension())
        .put("vector_index", stats.vectorIndex())
        .put("vector_index_reason", stats.vectorIndexReason())
        .put("java", System.getProperty("java.version", ""))
        .put("default_user", desk.defaultUser())
        .put("most_imported", WebApi.MOST_IMPORTED);
    node.set("distillers", distillers(stats));
    return Answer.json(node);
  }

  Answer activity(Call call) {
    int days = Math.max(1, Parameters.number(call, "days", DAYS, 366));
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode rows = node.putArray("activity");
    for (Activity activity : engine.overview().activity(days)) {
      ObjectNode row =
          rows.addObject()
              .put("day", activity.day().toString())
              .put("kind", activity.kind().key())
              .put("calls", activity.calls())
              .put("items", activity.items())
              .put("micros", activity.micros())
              .put("slowest", activity.slowest());
      WebJson.put(row, "client", activity.client());
    }
    return Answer.json(node);
  }

  /** The values that an axis has, for a choice. */
  Answer values(Call call) {
    Axis axis =
        Axis.ofKey(call.path("axis"))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "there is no such axis", "Use user_id, agent_id, run_id or app_id."));
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode values = node.putArray("values");
    engine
        .scopeValues(
            axis,
            Parameters.scope(call).with(axis, null),
            Parameters.text(call, "prefix").orElse(""),
            VALUES,
            WebApi.PERSON)
        .forEach(values::add);
    return Answer.json(node);
  }

  Answer apps(Call call) {
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode apps = node.putArray("apps");
    for (AppUse use : engine.overview().apps()) {
      ObjectNode app =
          apps.addObject()
              .put("name", use.name())
              .put("memories", use.memories())
              .put("reads", use.reads());
      WebJson.put(app, "last_write", use.lastWrite());
      WebJson.put(app, "last_read", use.lastRead());
      WebJson.put(app, "paused_since", use.pausedSince());
    }
    return Answer.json(node);
  }

  Answer app(Call call) {
    String name = Parameters.text(call, "name").orElse("");
    ObjectNode node = Json.mapper().createObjectNode();
    node.set("written", WebJson.memories(engine.overview().writtenBy(name, LAST)));
    ArrayNode reads = node.putArray("read");
    for (Overview.Read read : engine.overview().readBy(name, LAST)) {
      ObjectNode row = WebJson.access(read.event());
      row.set("memory", WebJson.memory(read.memory()));
      reads.add(row);
    }
    return Answer.json(node);
  }

  Answer pause(Call call) {
    engine.apps().pause(call.object().path("name").asText(""));
    return Answer.empty(204);
  }

  Answer resume(Call call) {
    engine.apps().resume(call.object().path("name").asText(""));
    return Answer.empty(204);
  }

  Answer events(Call call) {
    ObjectNode node = Json.mapper().createObjectNode();
    ArrayNode jobs = node.putArray("events");
    int limit = Math.max(1, Parameters.number(call, "limit", JOBS, Engine.MAX_PAGE));
    engine
        .jobs()
        .newest(Parameters.scope(call), limit, WebApi.PERSON)
        .forEach(job -> jobs.add(job(job)));
    EngineStats stats = engine.stats(Scope.ANY, WebApi.PERSON);
    node.put("open_jobs", stats.openJobs());
    node.set("distillers", distillers(stats));
    return Answer.json(node);
  }

  Answer settings(Call call) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("file", desk.file());
    node.set("settings", Json.mapper().valueToTree(desk.settings()));
    return Answer.json(node);
  }

  Answer set(Call call) {
    String value = call.object().path("value").asText("");
    if (value.isBlank()) {
      desk.unset(call.path("key"));
    } else {
      desk.set(call.path("key"), value);
    }
    return settings(call);
  }

  private static ObjectNode job(Job job) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("id", job.id().toString());
    node.put("status", job.status().key());
    job.scope().get(Axis.USER).ifPresent(user -> node.put("user_id", user));
    WebJson.put(node, "client", job.client());
    node.put("messages", job.messages().size());
    node.put("attempts", job.attempts());
    node.put("created_at", job.createdAt().toString());
    WebJson.put(node, "started_at", job.startedAt());
    WebJson.put(node, "finished_at", job.finishedAt());
    if (job.outcome() != null) {
      ObjectNode outcome = node.putObject("outcome");
      outcome
          .put("added", job.outcome().added())
          .put("repeated", job.outcome().repeated())
          .put("superseded", job.outcome().superseded())
          .put("input_tokens", job.outcome().inputTokens())
          .put("output_tokens", job.outcome().outputTokens());
      ArrayNode notes = outcome.putArray("notes");
      job.outcome().notes().forEach(notes::add);
    }
    return node;
  }

  private static ArrayNode distillers(EngineStats stats) {
    ArrayNode array = Json.mapper().createArrayNode();
    for (EngineStats.Distilling one : stats.distillers()) {
      array
          .addObject()
          .put("kind", one.kind().key())
          .put("successes", one.successes())
          .put("failures", one.failures())
          .put("input_tokens", one.inputTokens())
          .put("output_tokens", one.outputTokens());
    }
    return array;
  }
}
