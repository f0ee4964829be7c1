package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.JobId;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.UnavailableException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Applications that are paused neither read nor write, whatever they call. */
class PausedAppsTest extends EngineFixture {

  private static final Scope ALICE = Scope.user("alice");

  /** What is for the person whose memory it is, and neither gives away nor changes a memory. */
  private static final Set<String> OPEN =
      Set.of(
          "open",
          "signals",
          "records",
          "archive",
          "overview",
          "jobs",
          "apps",
          "diagnose",
          "reindex",
          "warmUp",
          "close",
          "drain",
          "upkeep");

  private List<Runnable> calls(Memory memory) {
    RememberRequest request = RememberRequest.text("I keep goats.", ALICE, CURSOR);
    return List.of(
        () -> engine.remember(request),
        () -> engine.rememberLater(request),
        () -> engine.recall(new RecallRequest("bees", ALICE, 5, null, false, CURSOR)),
        () -> engine.graph(new GraphRequest("bees", null, ALICE, 1, 5, null, CURSOR)),
        () -> engine.list(ALICE, Set.of(State.ACTIVE), null, 5, CURSOR),
        () -> engine.count(ALICE, Selection.in(Set.of(State.ACTIVE)), CURSOR),
        () -> engine.rememberAsEvent(request),
        () -> engine.get(memory.id(), ALICE, CURSOR),
        () -> engine.explain(memory.id(), ALICE, CURSOR),
        () -> engine.upkeep().plan(Upkeep.LONG_AGO, done -> {}, CURSOR),
        () -> engine.upkeep().apply(new UpkeepPlan(List.of(), 0, clock.instant()), CURSOR),
        () -> engine.upkeep().undo(CURSOR),
        () -> engine.source(memory, CURSOR),
        () -> engine.history(memory.id(), ALICE, CURSOR),
        () -> engine.accesses(memory.id(), ALICE, 5, CURSOR),
        () -> engine.scopeValues(Axis.USER, Scope.ANY, "", 5, CURSOR),
        () -> engine.stats(ALICE, CURSOR),
        () -> engine.revise(Revision.text(memory.id(), "y"), ALICE, CURSOR),
        () -> engine.restore(memory.id(), ALICE, CURSOR),
        () -> engine.forget(memory.id(), ALICE, CURSOR),
        () -> engine.forgetAll(ALICE, CURSOR),
        () -> engine.erase(memory.id(), ALICE, CURSOR),
        () -> engine.jobs().find(new JobId(new UUID(1, 2)), ALICE, CURSOR),
        () -> engine.jobs().newest(ALICE, 5, CURSOR));
  }

  @Test
  void everyReadAndEveryWriteIsRefusedUntilThePersonLetsTheApplicationInAgain() {
    Memory memory = add("I keep bees.", ALICE);
    engine.apps().pause("cursor");
    for (Runnable call : calls(memory)) {
      assertThatThrownBy(call::run)
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("paused the access of cursor");
    }
    assertThat(engine.get(memory.id(), ALICE, Caller.COMMAND_LINE)).isEqualTo(memory);
    assertThat(engine.stats(Scope.ANY, Caller.COMMAND_LINE).messages()).isEqualTo(1);
    engine.apps().resume("cursor");
    assertThat(engine.get(memory.id(), ALICE, CURSOR)).isEqualTo(memory);
    assertThatThrownBy(() -> engine.apps().pause("cli")).isInstanceOf(InvalidInputException.class);
  }

  /** A method that is added and takes no caller would be open to everybody. */
  @Test
  void whateverReadsOrWritesTakesTheCaller() {
    Set<String> without =
        Stream.of(Engine.class, Jobs.class, Upkeep.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !takesCaller(method))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(OPEN).containsAll(without);
  }

  private static boolean takesCaller(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .anyMatch(
            type ->
                type == Caller.class
                    || type == RememberRequest.class
                    || type == RecallRequest.class
                    || type == ListRequest.class
                    || type == GraphRequest.class);
  }

  @Test
  void whereItCannotBeFoundOutNobodyReadsOrWrites() throws Exception {
    Memory memory = add("I keep bees.", ALICE);
    try (var connection =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE app RENAME TO lost");
    }
    for (Runnable call : calls(memory)) {
      assertThatThrownBy(call::run).isInstanceOf(dev.openmemory.model.MemoryException.class);
    }
  }
}
