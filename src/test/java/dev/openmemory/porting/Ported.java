package dev.openmemory.porting;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Revision;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tests of export and import share: a memory with something of everything. */
final class Ported {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  static final Caller CURSOR = new Caller("cursor");
  static final Scope ANN = new Scope("ann", null, "run 1", null);

  private Ported() {}

  static Engine engine(Path file) {
    return Engines.open(file, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Fills a memory: facts, passages in context, replaced, deleted, paused, expiring, sighted. */
  static void fill(Engine engine) {
    remember(engine, ANN, null, said("I'm Ann Miller, I live in Berlin and work at Acme Corp."));
    remember(
        engine,
        ANN,
        "{\"n\":1.50,\"tags\":[\"a\",null],\"deep\":{\"ü\":true}}",
        said("Did you ever see the northern lights?"),
        new RememberRequest.Said(new Actor(Role.ASSISTANT, "Bot"), "Yes, last winter!", null));
    later(engine, ANN, said("I moved to Lisbon."));
    remember(engine, ANN, null, said("I live in Lisbon."));
    remember(
        engine, Scope.user("bo"), null, said("My dog is called Rex. Rex likes Acme biscuits."));
    Memory gone =
        remember(engine, Scope.user("bo"), null, said("I sell \"honey\".\n\tA lot.")).get(0);
    engine.forget(gone.id(), Scope.ANY, CURSOR);
    Memory idle = remember(engine, Scope.user("bo"), null, said("I keep bees.")).get(0);
    engine.revise(Revision.text(idle.id(), "I keep two hives of bees"), Scope.ANY, CURSOR);
    engine.revise(Revision.importance(idle.id(), Optional.of(0.75), true), Scope.ANY, CURSOR);
    engine.revise(Revision.state(idle.id(), State.PAUSED), Scope.ANY, CURSOR);
    engine.remember(
        new RememberRequest(
            List.of(said("The parcel comes on Friday.")),
            new Scope("bo", "agent", null, "shop"),
            CURSOR,
            false,
            NOW.minusSeconds(5),
            NOW.plus(Duration.ofDays(9)),
            Metadata.EMPTY));
    engine.records().judge(idle.id(), Scope.ANY, Feedback.Verdict.POSITIVE, "It buzzes", CURSOR);
    engine.apps().pause("shop");
    engine.recall(new RecallRequest("Where does Ann live?", ANN, 5, null, false, CURSOR));
  }

  static RememberRequest.Said said(String text) {
    return new RememberRequest.Said(Actor.USER, text, null);
  }

  static void later(Engine engine, Scope scope, RememberRequest.Said... said) {
    engine.rememberLater(request(scope, Metadata.EMPTY, said));
    engine.jobs().drain();
  }

  static List<Memory> remember(
      Engine engine, Scope scope, @Nullable String metadata, RememberRequest.Said... said) {
    List<Memory> made = new ArrayList<>();
    engine
        .remember(
            request(
                scope, metadata == null ? Metadata.EMPTY : new Metadata(object(metadata)), said))
        .outcomes()
        .forEach(outcome -> made.add(outcome.memory()));
    return made;
  }

  private static RememberRequest request(
      Scope scope, Metadata metadata, RememberRequest.Said... said) {
    return new RememberRequest(List.of(said), scope, CURSOR, true, null, null, metadata);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String json) {
    try {
      return Json.mapper().readValue(json, Map.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String exported(Engine engine, Scope scope, boolean vectors) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Export.write(engine.archive(), scope, vectors, "test", out, Progress.NONE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static List<String> sorted(String export) {
    return export.lines().sorted().toList();
  }

  static ImportReport imported(Engine engine, String text, List<String> refused) {
    return imported(engine, text.getBytes(StandardCharsets.UTF_8), Scope.ANY, false, refused);
  }

  static ImportReport imported(
      Engine engine, byte[] file, Scope scope, boolean dryRun, List<String> refused) {
    try {
      return Import.run(
          engine,
          new ByteArrayInputStream(file),
          new ImportOptions(scope, true, dryRun, file.length, NOW),
          Progress.NONE,
          (place, problem) -> refused.add(place + ": " + problem));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
