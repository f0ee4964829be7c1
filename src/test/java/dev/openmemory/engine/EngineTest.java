package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Axis;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Page;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineTest extends EngineFixture {

  @Test
  void whatWasRememberedIsFoundListedAndStillThereAfterReopening() {
    Memory berlin = add("I live in Berlin with my two cats");
    add("My favourite programming language is Rust");
    add("The quarterly report is due on Friday");

    Recalled before = ask("Where is my home?", Scope.ANY, 2);
    assertThat(before.hits().get(0).memory()).isEqualTo(berlin);
    assertThat(before.considered()).isEqualTo(3);

    engine.close();
    open();
    assertThat(ask("Where is my home?", Scope.ANY, 2)).isEqualTo(before);
    assertThat(engine.list(Scope.ANY, ACTIVE, null, 10, CURSOR).total()).isEqualTo(3);
  }

  @Test
  void aWriteTakesTheDefaultUserAndTheClientAsAppAndKeepsItsProvenance() {
    Memory memory = add("I play the cello");
    assertThat(memory.scope()).isEqualTo(new Scope("tester", null, null, "cursor"));
    assertThat(memory.provenance().distiller()).isEqualTo(DistillerKind.VERBATIM);
    assertThat(memory.provenance().client()).isEqualTo("cursor");
    assertThat(engine.source(memory, Caller.UNKNOWN))
        .hasValueSatisfying(
            message -> {
              assertThat(message.text()).isEqualTo("I play the cello");
              assertThat(message.actor()).isEqualTo(Actor.USER);
              assertThat(message.observedAt()).isEqualTo(clock.instant());
            });
  }

  @Test
  void everyAxisGivenNarrowsASearchAndAnAbsentOneDoesNot() {
    Memory alice = add("The launch is in May", new Scope("alice", null, "r1", "cursor"));
    Memory bob = add("The launch is in June", new Scope("bob", null, "r2", "claude"));
    assertThat(found("When is the launch?", Scope.ANY)).containsExactlyInAnyOrder(alice, bob);
    assertThat(found("When is the launch?", Scope.user("alice"))).containsExactly(alice);
    assertThat(found("When is the launch?", Scope.ANY.with(Axis.APP, "claude")))
        .containsExactly(bob);
    assertThat(found("When is the launch?", new Scope("alice", null, "r2", null))).isEmpty();
    assertThatThrownBy(() -> engine.get(alice.id(), Scope.user("bob"), CURSOR))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aKeywordHitSurvivesThoughItsMeaningIsFar() {
    for (int i = 0; i < 150; i++) {
      add("Note " + i + " about error handling in distributed systems, part " + i);
    }
    Memory rare = add("zx81qq");
    assertThat(ask("How do I handle errors with zx81qq?", Scope.ANY, 10).hits())
        .extracting(Recalled.Hit::memory)
        .contains(rare);
  }

  @Test
  void anExactRepeatIsASightingAndNotASecondMemory() {
    Memory first = add("I am allergic to peanuts");
    Remembered again = remember("i am  allergic to peanuts.", Scope.ANY);
    assertThat(again.outcomes()).hasSize(1);
    assertThat(again.outcomes().get(0).event()).isEqualTo(Remembered.Event.REPEATED);
    assertThat(again.outcomes().get(0).memory().id()).isEqualTo(first.id());
    assertThat(again.outcomes().get(0).memory().sightings()).isEqualTo(2);
    assertThat(kinds(first.id()))
        .containsExactly(HistoryEvent.Kind.ADD, HistoryEvent.Kind.SIGHTING);
    assertThat(engine.list(Scope.ANY, ACTIVE, null, 10, CURSOR).total()).isEqualTo(1);
  }

  @Test
  void aNearRepeatIsASightingUnlessANumberOrAScopeDiffers() {
    add("I really love green tea in the morning");
    assertThat(remember("I love green tea in the morning", Scope.ANY).outcomes().get(0).event())
        .isEqualTo(Remembered.Event.REPEATED);
    add("I run version 2.1 of the server");
    assertThat(remember("I run version 2.2 of the server", Scope.ANY).outcomes().get(0).event())
        .isEqualTo(Remembered.Event.ADDED);
    assertThat(
            remember("I love green tea in the morning", Scope.user("bob"))
                .outcomes()
                .get(0)
                .event())
        .isEqualTo(Remembered.Event.ADDED);
  }

  @Test
  void theSameWordsOfTwoSpeakersAreTwoMemories() {
    List<RememberRequest.Said> said = new ArrayList<>();
    for (String name : List.of("Caroline", "Melanie", "Caroline")) {
      said.add(
          new RememberRequest.Said(
              new Actor(Role.USER, name), "I signed up for a pottery class", null));
    }
    said.add(
        new RememberRequest.Said(
            new Actor(Role.ASSISTANT, null), "I signed up for a pottery class", null));
    Remembered remembered =
        engine.remember(
            new RememberRequest(said, Scope.ANY, CURSOR, false, null, null, Metadata.EMPTY));
    assertThat(remembered.outcomes())
        .extracting(Remembered.Outcome::event)
        .containsExactly(
            Remembered.Event.ADDED,
            Remembered.Event.ADDED,
            Remembered.Event.REPEATED,
            Remembered.Event.ADDED);
    assertThat(found("What did Melanie sign up for?", Scope.ANY).get(0).provenance().actor().name())
        .isEqualTo("Melanie");
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  @Test
  void messagesOfOneCallKeepTheirSpeakersTimesAndOrder() {
    Instant then = Instant.parse("2024-07-04T10:00:00Z");
    Remembered remembered =
        engine.remember(
            new RememberRequest(
                List.of(
                    new RememberRequest.Said(
                        new Actor(Role.USER, "Caroline"), "I joined a pottery class", then),
                    new RememberRequest.Said(
                        new Actor(Role.ASSISTANT, null), "That sounds wonderful, Caroline", null)),
                Scope.ANY.with(Axis.RUN, "s1"),
                CURSOR,
                false,
                then.plusSeconds(60),
                null,
                new Metadata(Map.of("source", "test"))));
    assertThat(remembered.outcomes())
        .extracting(o -> o.memory().provenance().actor().label(), o -> o.memory().observedAt())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Caroline", then),
            org.assertj.core.groups.Tuple.tuple("assistant", then.plusSeconds(60)));
    assertThat(remembered.outcomes())
        .allSatisfy(
            o -> assertThat(o.memory().metadata().values()).containsEntry("source", "test"));
  }

  @Test
  void aLongTextBecomesPassagesOfOneMessage() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("Chapter ").append(i).append(" tells how the river was crossed by ferry. ");
    }
    Remembered remembered = remember(text.toString(), Scope.ANY);
    assertThat(remembered.outcomes()).hasSizeGreaterThan(3);
    assertThat(remembered.outcomes())
        .extracting(o -> o.memory().provenance().message())
        .containsOnly(remembered.outcomes().get(0).memory().provenance().message());
    assertThat(remembered.outcomes().get(2).memory().provenance().passage()).isEqualTo(2);
  }

  @Test
  void aRevisionReplacesTheTextAndIsFoundByItsNewMeaning() {
    Memory memory = add("I work at a bakery");
    clock.advance(Duration.ofHours(1));
    Memory after =
        engine.revise(Revision.text(memory.id(), "I work at a shipyard"), Scope.ANY, CURSOR);
    assertThat(after.updatedAt()).isAfter(memory.updatedAt());
    assertThat(ask("boats and harbours", Scope.ANY, 1).hits().get(0).memory()).isEqualTo(after);
    assertThat(engine.history(memory.id(), Scope.ANY, Caller.UNKNOWN))
        .extracting(HistoryEvent::kind, HistoryEvent::oldText, HistoryEvent::newText)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(HistoryEvent.Kind.ADD, null, "I work at a bakery"),
            org.assertj.core.groups.Tuple.tuple(
                HistoryEvent.Kind.UPDATE, "I work at a bakery", "I work at a shipyard"));
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  @Test
  void pagesGiveEveryMemoryOnce() {
    for (int i = 0; i < 23; i++) {
      clock.advance(Duration.ofSeconds(i % 3)); // some share their time
      add("Fact number " + i);
    }
    List<MemoryId> seen = new ArrayList<>();
    Page<Memory> page = engine.list(Scope.ANY, ACTIVE, null, 5, CURSOR);
    while (true) {
      assertThat(page.total()).isEqualTo(23);
      page.items().forEach(memory -> seen.add(memory.id()));
      Optional<dev.openmemory.model.Cursor> next = page.next();
      if (next.isEmpty()) {
        break;
      }
      page = engine.list(Scope.ANY, ACTIVE, next.get(), 5, CURSOR);
    }
    assertThat(seen).hasSize(23);
    assertThat(new HashSet<>(seen)).hasSize(23);
  }

  @Test
  void explanationsAddUpToTheScore() {
    add("I live in Berlin");
    add("I like long walks");
    Recalled recalled =
        engine.recall(new RecallRequest("Berlin", Scope.ANY, 5, null, true, CURSOR));
    assertThat(recalled.hits())
        .hasSize(2)
        .allSatisfy(
            hit -> {
              assertThat(hit.signals())
                  .extracting(Recalled.Signal::name)
                  .startsWith("semantic", "keyword")
                  .endsWith("bridge", "echo")
                  .as("said outside any run")
                  .doesNotContain("session", "topic");
              double sum = hit.signals().stream().mapToDouble(s -> s.value() * s.weight()).sum();
              assertThat(hit.score()).isCloseTo(sum, within(1e-9)).isBetween(0.0, 1.0);
            });
    assertThat(engine.recall(new RecallRequest("Berlin", Scope.ANY, 5, 0.4, false, CURSOR)).hits())
        .hasSize(1);
  }

  @Test
  void readsAreLoggedWithTheirReader() {
    Memory memory = add("I keep bees");
    ask("bees", Scope.ANY, 1);
    engine.get(memory.id(), Scope.ANY, new Caller("claude"));
    engine.close();
    open();
    assertThat(engine.accesses(memory.id(), Scope.ANY, 10, Caller.UNKNOWN))
        .extracting(AccessEvent::kind, AccessEvent::client)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(AccessEvent.Kind.SEARCH, "cursor"),
            org.assertj.core.groups.Tuple.tuple(AccessEvent.Kind.GET, "claude"));
  }

  @Test
  void whatIsSaidGivesFactsWithoutALanguageModel() {
    Remembered remembered =
        engine.remember(
            RememberRequest.text(
                "I'm a Python developer who recently switched to Rust and I live in Berlin",
                Scope.ANY,
                CURSOR));
    assertThat(remembered.outcomes())
        .extracting(outcome -> outcome.memory().text())
        .containsExactly(
            "User is a Python developer", "User recently switched to Rust", "User lives in Berlin");
    assertThat(engine.list(Scope.ANY, ACTIVE, null, 10, CURSOR).total()).isEqualTo(3);
  }

  @Test
  void aFactThatSaysItsPassageWordForWordIsFoundInItsPlace() {
    Remembered remembered =
        engine.remember(
            RememberRequest.text("The lighthouse dog is called Brisa.", Scope.ANY, CURSOR));
    MemoryId fact = remembered.outcomes().get(0).memory().id();
    for (String query : List.of("-dog", "dog", "Brisa.", "What is the dog called?")) {
      assertThat(found(query, Scope.ANY)).extracting(Memory::id).containsExactly(fact);
    }
  }

  @Test
  void operatorsInAQueryAreText() {
    Memory memory = add("The NEAR operator is called with brackets");
    for (String query : List.of("\"", "*", "NEAR(", "a AND (b", "x:y -z ^w", "NEAR(a b, 2)*\"")) {
      assertThat(found(query, Scope.ANY)).containsExactly(memory);
    }
    assertThatThrownBy(() -> ask(" \u0000 ", Scope.ANY, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the query is empty");
  }

  @Test
  void aWeightOfAnUnknownSignalIsRefusedBeforeTheFileIsOpened() {
    assertThatThrownBy(() -> new RankingOptions(Map.of("luck", 1.0), Duration.ofDays(9)).all())
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("there is no signal 'luck'");
    assertThat(new RankingOptions(Map.of("role", 0.0), Duration.ofDays(9)).all().of())
        .containsEntry("role", 0.0)
        .containsEntry("semantic", Engine.signals().get("semantic"));
  }

  @Test
  void anAnswerSaysWhetherAnythingSeemsToAnswer() {
    add("I live in Berlin with my two cats");
    assertThat(ask("In which city do I live with my cats?", Scope.ANY, 2).doubtful()).isFalse();
    Recalled foreign = ask("What is the melting point of tungsten?", Scope.ANY, 2);
    assertThat(foreign.doubtful()).isTrue();
    assertThat(foreign.hits()).hasSize(1);
    assertThat(foreign.answerability()).isBetween(0.0, 0.05);
  }
}
