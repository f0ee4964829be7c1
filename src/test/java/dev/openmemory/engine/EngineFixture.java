package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Actor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine over a database of its own, with the real model, and what tests say to it. */
abstract class EngineFixture {

  static final Caller CURSOR = new Caller("cursor");
  static final Set<State> ACTIVE = Set.of(State.ACTIVE);

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  Engine engine;

  @BeforeEach
  void open() {
    engine = Engines.open(folder.resolve("memory.db"), clock);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  final Memory add(String text) {
    return add(text, Scope.ANY);
  }

  final Memory add(String text, Scope scope) {
    Remembered.Outcome outcome = remember(text, scope).outcomes().get(0);
    assertThat(outcome.event()).isEqualTo(Remembered.Event.ADDED);
    return outcome.memory();
  }

  /** Keeps a text as it was said. */
  final Remembered remember(String text, Scope scope) {
    return engine.remember(
        new RememberRequest(
            List.of(new RememberRequest.Said(Actor.USER, text, null)),
            scope,
            CURSOR,
            false,
            null,
            null,
            Metadata.EMPTY));
  }

  final Recalled ask(String query, Scope scope, int limit) {
    return engine.recall(new RecallRequest(query, scope, limit, null, false, CURSOR));
  }

  final List<Memory> found(String query, Scope scope) {
    return ask(query, scope, 10).hits().stream().map(Recalled.Hit::memory).toList();
  }

  final List<HistoryEvent.Kind> kinds(MemoryId id) {
    return engine.history(id, Scope.ANY, Caller.UNKNOWN).stream().map(HistoryEvent::kind).toList();
  }
}
