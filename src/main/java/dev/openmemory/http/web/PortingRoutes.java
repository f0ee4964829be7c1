package dev.openmemory.http.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.UnavailableException;
import dev.openmemory.porting.Export;
import dev.openmemory.porting.FirstRefusals;
import dev.openmemory.porting.Import;
import dev.openmemory.porting.ImportOptions;
import dev.openmemory.porting.ImportReport;
import dev.openmemory.porting.MarkdownExport;
import dev.openmemory.porting.Progress;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Gives the memory out as a file, and takes files in, both as streams. One file is taken in at a
 * time: two would only wait for each other.
 */
final class PortingRoutes {

  /** So many refusals are shown one by one. */
  private static final int SHOWN = 50;

  private final Engine engine;
  private final Desk desk;
  private final Clock clock;
  private final Semaphore place = new Semaphore(1);
  private final Map<String, Far> running = new ConcurrentHashMap<>();

  PortingRoutes(Engine engine, Desk desk, Clock clock) {
    this.engine = engine;
    this.desk = desk;
    this.clock = clock;
  }

  /** How far an import is, in bytes. */
  private record Far(long done, long total) {}

  /** The memory as a file to download. */
  Answer export(Call call) {
    Scope scope = Parameters.scope(call);
    String format = Parameters.text(call, "format").orElse("jsonl");
    boolean vectors = Parameters.flag(call, "vectors", false);
    String name = "openmemory-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return switch (format) {
      case "jsonl" ->
          file(
              "application/jsonl",
              name + ".jsonl",
              out ->
                  Export.write(
                      engine.archive(), scope, vectors, desk.version(), out, Progress.NONE));
      case "markdown" ->
          file(
              "application/zip",
              name + "-notes.zip",
              out -> MarkdownExport.zip(engine.archive(), scope, out, Progress.NONE));
      default ->
          throw new InvalidInputException(
              "there is no format '" + format + "'", "Use jsonl or markdown.");
    };
  }

  private static Answer file(String type, String name, Answer.Body body) {
    return Answer.stream(type, body)
        .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /** Takes a file in, or says what would come of it. */
  Answer take(Call call) {
    boolean dry = Parameters.flag(call, "dry_run", false);
    Scope given = Parameters.scope(call);
    Scope scope = given.userId() == null ? given.with(Axis.USER, desk.defaultUser()) : given;
    ImportOptions options =
        new ImportOptions(
            scope, Parameters.flag(call, "infer", true), dry, call.length(), clock.instant());
    String id = Parameters.text(call, "id").orElse("");
    if (!place.tryAcquire()) {
      throw new UnavailableException(
          "another file is being taken in", "Wait until it is done, then try again.");
    }
    FirstRefusals refusals = new FirstRefusals(SHOWN);
    try {
      ImportReport report =
          Import.run(
              engine,
              call.stream(),
              options,
              (done, total) -> running.put(id, new Far(done, total)),
              refusals);
      ObjectNode node = report.json(dry);
      node.set("refusals", Json.mapper().valueToTree(refusals.kept()));
      return Answer.json(node);
    } catch (IOException e) {
      throw new InvalidInputException(
          "the file broke off while it was sent (" + e.getMessage() + ")",
          "Send it again: what was taken in stays, and is not taken in twice.",
          e);
    } finally {
      running.remove(id);
      place.release();
    }
  }

  /** How far the import is that was begun under an id; whether it runs at all. */
  Answer progress(Call call) {
    Far far = running.get(call.path("id"));
    ObjectNode node = Json.mapper().createObjectNode().put("running", far != null);
    if (far != null) {
      node.put("done", far.done()).put("total", far.total());
    }
    return Answer.json(node);
  }
}
