package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.Actor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Putting away what no longer helps, and bringing it back. */
class UpkeepTest extends EngineFixture {

  private static final Scope ALICE = Scope.user("alice");

  private UpkeepPlan plan() {
    return engine.upkeep().plan(Upkeep.LONG_AGO, done -> {}, CURSOR);
  }

  private List<Memory> all() {
    return engine
        .list(Scope.ANY, EnumSet.allOf(State.class), null, Engine.MAX_PAGE, CURSOR)
        .items();
  }

  private Remembered distilled(String text) {
    return engine.remember(
        new RememberRequest(
            List.of(new RememberRequest.Said(Actor.USER, text, null)),
            ALICE,
            CURSOR,
            true,
            null,
            null,
            Metadata.EMPTY));
  }

  private Memory expiring(String text, Duration after) {
    return engine
        .remember(
            new RememberRequest(
                List.of(new RememberRequest.Said(Actor.USER, text, null)),
                ALICE,
                CURSOR,
                false,
                null,
                clock.instant().plus(after),
                Metadata.EMPTY))
        .outcomes()
        .get(0)
        .memory();
  }

  private Memory get(Memory memory) {
    return engine.get(memory.id(), Scope.ANY, CURSOR);
  }

  @Test
  void theExpiredAndTheLongSupersededAreArchivedAndBroughtBackAsTheyWere() {
    Memory expired = expiring("The wifi code is 4411", Duration.ofDays(1));
    distilled("I live in Berlin.");
    clock.advance(Duration.ofDays(2));
    distilled("I moved from Berlin to Lisbon.");
    assertThat(plan().items())
        .extracting(UpkeepPlan.Item::reason, item -> item.memory().id())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(UpkeepPlan.Reason.EXPIRED, expired.id()));
    clock.advance(Duration.ofDays(400));
    List<Memory> before = all();
    UpkeepPlan plan = plan();
    assertThat(plan.items())
        .extracting(UpkeepPlan.Item::reason)
        .containsExactly(UpkeepPlan.Reason.EXPIRED, UpkeepPlan.Reason.SUPERSEDED);
    assertThat(all()).isEqualTo(before);

    UpkeepDone done = engine.upkeep().apply(plan, CURSOR);
    assertThat(done.archived()).isEqualTo(plan.items());
    assertThat(get(expired).state()).isEqualTo(State.ARCHIVED);
    assertThat(kinds(expired.id())).containsExactly(HistoryEvent.Kind.ADD, HistoryEvent.Kind.STATE);
    assertThat(plan().items()).isEmpty();
    assertThat(engine.diagnose().problems()).isEmpty();

    UpkeepUndone undone = engine.upkeep().undo(CURSOR);
    assertThat(undone.restored()).hasSize(2);
    assertThat(undone.skipped()).isEmpty();
    assertThat(all()).isEqualTo(before);
    assertThat(kinds(expired.id())).endsWith(HistoryEvent.Kind.RESTORE);
    assertThat(engine.diagnose().problems()).isEmpty();
    assertThatThrownBy(() -> engine.upkeep().undo(CURSOR)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aRepeatBecomesASightingOfWhatItRepeatsAndComesBack() {
    Memory first = distilled("I own a red bicycle.").outcomes().get(0).memory();
    clock.advance(Duration.ofDays(1));
    Memory second = distilled("I own a blue bicycle.").outcomes().get(0).memory();
    engine.revise(Revision.text(second.id(), first.text()), Scope.ANY, CURSOR);
    List<Memory> before = all();
    UpkeepPlan plan = plan();
    assertThat(plan.items()).hasSize(1);
    UpkeepPlan.Item item = plan.items().get(0);
    assertThat(item.reason()).isEqualTo(UpkeepPlan.Reason.REPEATED);
    assertThat(item.memory().id()).isEqualTo(second.id());
    assertThat(item.kept()).isEqualTo(first);

    engine.upkeep().apply(plan, CURSOR);
    assertThat(get(first).sightings()).isEqualTo(2);
    assertThat(kinds(first.id()))
        .containsExactly(HistoryEvent.Kind.ADD, HistoryEvent.Kind.SIGHTING);
    assertThat(engine.explain(first.id(), Scope.ANY, CURSOR).repeats())
        .extracting(repeat -> repeat.message().text())
        .containsExactly("I own a blue bicycle.");
    assertThat(get(second).state()).isEqualTo(State.ARCHIVED);

    engine.upkeep().undo(CURSOR);
    assertThat(all()).isEqualTo(before);
    assertThat(engine.explain(first.id(), Scope.ANY, CURSOR).repeats()).isEmpty();
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullOptional") // null means: leave it as it is
  void thePinnedAndWhatDiffersInANumberAreLeftAlone() {
    Memory pinned = expiring("The wifi code is 4411", Duration.ofDays(1));
    engine.revise(Revision.importance(pinned.id(), null, true), Scope.ANY, CURSOR);
    add("My code for the bike lock is 1122");
    add("My code for the bike lock is 1123");
    clock.advance(Duration.ofDays(2));
    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void whatSomebodyChangedMeanwhileIsLeftAlone() {
    Memory one = expiring("The wifi code is 4411", Duration.ofDays(1));
    Memory other = expiring("The door code is 9917", Duration.ofDays(1));
    clock.advance(Duration.ofDays(2));
    UpkeepPlan plan = plan();
    engine.revise(Revision.state(one.id(), State.PAUSED), Scope.ANY, CURSOR);
    UpkeepDone done = engine.upkeep().apply(plan, CURSOR);
    assertThat(done.skipped()).isEqualTo(1);
    clock.advance(Duration.ofDays(1));
    engine.revise(new Revision(other.id(), null, null, null, Optional.empty()), Scope.ANY, CURSOR);
    UpkeepUndone undone = engine.upkeep().undo(CURSOR);
    assertThat(undone.restored()).isEmpty();
    assertThat(undone.skipped()).extracting(Memory::id).containsExactly(other.id());
    assertThat(get(one).state()).isEqualTo(State.PAUSED);
  }

  @Test
  void oldEntriesOfTheAccessLogArePutAwayAndComeBack() {
    Memory memory = add("I keep bees");
    get(memory);
    engine.close();
    open();
    clock.advance(Duration.ofDays(200));
    assertThat(plan().accesses()).isEqualTo(1);
    assertThat(engine.upkeep().apply(plan(), CURSOR).accesses()).isEqualTo(1);
    assertThat(engine.accesses(memory.id(), Scope.ANY, 10, CURSOR)).isEmpty();
    engine.upkeep().undo(CURSOR);
    assertThat(engine.accesses(memory.id(), Scope.ANY, 10, CURSOR)).hasSize(1);
  }

  @Test
  void aFileThatIsMostlyEmptyIsWrittenAnewAndFindsWhatItFound() throws SQLException {
    engine.close();
    EngineOptions longLived =
        Engines.options(folder.resolve("memory.db"), EngineOptions.Index.AUTO);
    engine =
        Engine.open(
            new EngineOptions(
                longLived.database(),
                longLived.defaultUser(),
                EngineOptions.Lifetime.ONE_SHOT,
                EngineOptions.Index.AUTO,
                longLived.nativeCache(),
                longLived.busyTimeout()),
            Engines.embedder(),
            clock);
    add("I keep goats in Narva");
    Memory kept = add("I keep bees in Tartu");
    Memory gone = add("I keep hens in Riga");
    engine.erase(gone.id(), Scope.ANY, CURSOR);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE ballast AS SELECT zeroblob(4000000) AS weight");
      statement.execute("DROP TABLE ballast");
    }
    UpkeepDone done = engine.upkeep().apply(plan(), CURSOR);
    assertThat(done.bytesBefore() - done.bytesAfter()).isGreaterThan(3_000_000);
    assertThat(ask("bees", Scope.ANY, 1).hits())
        .extracting(hit -> hit.memory().id())
        .containsExactly(kept.id());
    assertThat(engine.diagnose().problems()).isEmpty();
  }
}
