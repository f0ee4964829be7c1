package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.openmemory.model.Actor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of memories that are paused, archived, deleted, erased, or that expire. */
class EngineLifetimeTest extends EngineFixture {

  @Test
  void pausedArchivedAndDeletedMemoriesAreKeptAndNotFoundAndComeBack() {
    Memory memory = add("My passport expires in 2031");
    for (State hidden : List.of(State.PAUSED, State.ARCHIVED, State.DELETED)) {
      engine.revise(Revision.state(memory.id(), hidden), Scope.ANY, CURSOR);
      assertThat(found("passport", Scope.ANY)).isEmpty();
      assertThat(engine.list(Scope.ANY, Set.of(hidden), null, 10, CURSOR).items())
          .extracting(Memory::id)
          .containsExactly(memory.id());
      engine.revise(Revision.state(memory.id(), State.ACTIVE), Scope.ANY, CURSOR);
      assertThat(found("passport", Scope.ANY)).extracting(Memory::id).containsExactly(memory.id());
    }
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  @Test
  void aDeletedMemoryLeavesItsHistoryAndMayBeSaidAgain() {
    Memory memory = add("I own a red bicycle");
    engine.forget(memory.id(), Scope.ANY, CURSOR);
    assertThatThrownBy(() -> engine.get(memory.id(), Scope.ANY, CURSOR))
        .isInstanceOfSatisfying(
            NotFoundException.class, e -> assertThat(e.advice()).contains("was deleted", "active"));
    assertThatThrownBy(() -> engine.forget(memory.id(), Scope.ANY, CURSOR))
        .isInstanceOf(NotFoundException.class);
    assertThat(kinds(memory.id())).containsExactly(HistoryEvent.Kind.ADD, HistoryEvent.Kind.DELETE);
    assertThat(add("I own a red bicycle").id()).isNotEqualTo(memory.id());
  }

  @Test
  void erasingLeavesNothing() {
    Memory memory = add("My secret code word is heliotrope");
    engine.erase(memory.id(), Scope.ANY, Caller.UNKNOWN);
    assertThatThrownBy(() -> engine.history(memory.id(), Scope.ANY, Caller.UNKNOWN))
        .isInstanceOf(NotFoundException.class);
    assertThat(engine.source(memory, Caller.UNKNOWN)).isEmpty();
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  @Test
  void forgettingAllTakesOneScopeAndNoOther() {
    add("one", Scope.user("alice"));
    add("two", Scope.user("alice"));
    Memory bob = add("three", Scope.user("bob"));
    assertThatThrownBy(() -> engine.forgetAll(Scope.ANY, CURSOR))
        .isInstanceOf(InvalidInputException.class);
    assertThat(engine.forgetAll(Scope.user("alice"), CURSOR)).isEqualTo(2);
    assertThat(engine.list(Scope.ANY, ACTIVE, null, 10, CURSOR).items()).containsExactly(bob);
    assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).memories())
        .isEqualTo(Map.of(State.ACTIVE, 1L, State.DELETED, 2L));
  }

  @Test
  void anExpiredMemoryIsNotFound() {
    engine.remember(
        new RememberRequest(
            List.of(new RememberRequest.Said(Actor.USER, "The wifi code is 4411", null)),
            Scope.ANY,
            CURSOR,
            true,
            null,
            clock.instant().plus(Duration.ofDays(1)),
            Metadata.EMPTY));
    assertThat(found("wifi code", Scope.ANY)).hasSize(1);
    clock.advance(Duration.ofDays(2));
    assertThat(found("wifi code", Scope.ANY)).isEmpty();
    assertThat(engine.list(Scope.ANY, ACTIVE, null, 10, CURSOR).items()).isEmpty();
  }

  @Test
  void aPassageSaysWhichPartOfItNoLongerHolds() {
    String said = "I'm a Python developer who recently switched to Rust and I live in Berlin";
    engine.remember(RememberRequest.text(said, Scope.ANY, CURSOR));
    clock.advance(Duration.ofDays(1));
    engine.remember(RememberRequest.text("I moved from Berlin to Lisbon", Scope.ANY, CURSOR));
    Recalled.Hit passage =
        ask("a Python developer who switched to Rust and lives in Berlin", Scope.ANY, 10)
            .hits()
            .stream()
            .filter(hit -> hit.memory().text().equals(said))
            .findFirst()
            .orElseThrow();
    assertThat(passage.replacedBy()).isNull();
    assertThat(passage.outdated())
        .extracting(outdated -> outdated.fact().text(), outdated -> outdated.replacedBy().text())
        .containsExactly(tuple("User lives in Berlin", "User moved from Berlin to Lisbon"));
  }
}
