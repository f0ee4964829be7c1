package dev.openmemory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Entity;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthTest extends PipelineFixture {

  @Test
  void aSlotThatHoldsOneValueGoesToTheLatest() {
    Memory berlin = sayOne("User lives in Berlin|User --lives_in-> Berlin:place", 1);
    Memory lisbon = sayOne("User moved to Lisbon|User --lives_in-> Lisbon:place", 2);
    assertThat(now(berlin).validity()).isEqualTo(until(1, 2, lisbon));
    assertThat(now(lisbon).validity()).isEqualTo(from(2));
    assertThat(store.<Object>read(r -> r.history(berlin.id()).get(1).kind()))
        .isEqualTo(HistoryEvent.Kind.SUPERSEDE);
    assertThat(store.<Object>read(r -> r.history(berlin.id()).get(1).message()))
        .isEqualTo(lisbon.provenance().message());
  }

  @Test
  void aStatementThatArrivesLateTakesItsPlaceBetweenTheOthers() {
    Memory berlin = sayOne("User lives in Berlin|User --lives_in-> Berlin:place", 1);
    Memory lisbon = sayOne("User lives in Lisbon|User --lives_in-> Lisbon:place", 5);
    Memory munich = sayOne("User lives in Munich|User --lives_in-> Munich:place", 3);
    assertThat(munich.validity()).isEqualTo(until(3, 5, lisbon));
    assertThat(now(berlin).validity()).isEqualTo(until(1, 3, munich));
    assertThat(now(lisbon).validity()).isEqualTo(from(5));
    Memory paris = sayOne("User lives in Paris|User --lives_in-> Paris:place", 0);
    assertThat(paris.validity()).isEqualTo(until(0, 1, berlin));
  }

  @Test
  void whatWasSupersededIsTrueAgainWhenItIsSaidAgainLater() {
    Memory berlin = sayOne("User lives in Berlin|User --lives_in-> Berlin:place", 1);
    Memory lisbon = sayOne("User lives in Lisbon|User --lives_in-> Lisbon:place", 2);
    Memory again = sayOne("User lives in Berlin|User --lives_in-> Berlin:place", 3);
    assertThat(again.id()).isNotEqualTo(berlin.id());
    assertThat(now(lisbon).validity()).isEqualTo(until(2, 3, again));
    assertThat(again.validity()).isEqualTo(from(3));
  }

  @Test
  void aRefinementAPlanAndThePastReplaceNothing() {
    Memory berlin = sayOne("User lives in Berlin|User --lives_in-> Berlin:place", 1);
    sayOne("User lives in Germany|User --lives_in-> Germany:place", 2);
    sayOne("User lives in Berlin, Germany|User --lives_in-> Berlin, Germany:place", 3);
    sayOne("User used to live in Oslo|User --lives_in-> Oslo:place", 4);
    sayOne("User plans to move to Rome|User --lives_in-> Rome:place", 5);
    assertThat(now(berlin).validity()).isEqualTo(from(1));
  }

  @Test
  void nothingIsReplacedAcrossUsersAndAgentsButAcrossSessionsAndApplications() {
    String berlin = "= User lives in Berlin|User --lives_in-> Berlin:place";
    String lisbon = "= User lives in Lisbon|User --lives_in-> Lisbon:place";
    Memory first = sayAt(berlin, new Scope("alice", null, "r1", "a"), 1).outcomes().get(0).memory();
    sayAt(lisbon, Scope.user("bob"), 2);
    sayAt(lisbon, new Scope("alice", "coder", "r1", "a"), 2);
    assertThat(now(first).validity()).isEqualTo(from(1));
    Memory later = sayAt(lisbon, new Scope("alice", null, "r2", "b"), 2).outcomes().get(0).memory();
    assertThat(now(first).validity()).isEqualTo(until(1, 2, later));
  }

  @Test
  void whatADistillerSaysToBeReplacedIs() {
    Memory old = sayOne("User enjoys long walks", 1);
    Committed committed = sayAt("= User hates walking|replaces " + old.id(), ALICE, 2);
    Memory newer = committed.outcomes().get(0).memory();
    assertThat(now(old).validity()).isEqualTo(until(1, 2, newer));
    assertThat(committed.replacements()).hasSize(1);
  }

  @Test
  void wordsAloneReplaceToo() {
    Memory old = sayOne("User uses VS Code", 1);
    Memory other = sayOne("User uses a standing desk", 1);
    Memory newer = sayOne("User switched from VS Code to Neovim", 2);
    assertThat(now(old).validity()).isEqualTo(until(1, 2, newer));
    assertThat(now(other).validity()).isEqualTo(from(1));
    Memory late = sayOne("User uses VS Code every day", 0);
    assertThat(late.validity().to()).isNotNull();
  }

  @Test
  void aContradictionIsKeptAsAPair() {
    Memory never = sayOne("User has never obtained an API key for the weather app", 1);
    Committed committed = sayAt("= User has an API key for the weather app", ALICE, 2);
    Memory has = committed.outcomes().get(0).memory();
    assertThat(committed.contradictions()).hasSize(1);
    assertThat(store.<Object>read(r -> r.conflicts(List.of(has.id())).get(has.id())))
        .isEqualTo(List.of(never.id()));
    assertThat(now(never).validity().to()).isNull();
  }

  @Test
  void aRelationEndsWithTheMemoryThatProvesIt() {
    sayOne("User works at Acme|User --works_at-> Acme:company", 1);
    sayOne("User works at Globex|User --works_at-> Globex:company", 2);
    assertThat(workplaces(1)).containsExactlyInAnyOrder("Acme", "Globex");
    assertThat(workplaces(3)).containsExactly("Globex");
  }

  private List<String> workplaces(int day) {
    return store.read(
        r -> {
          var user = r.entitiesNamed("alice", List.of("user")).values().iterator().next().get(0);
          return r.relations(List.of(user.id()), ACTIVE, day(day), 10).stream()
              .map(relation -> r.entities(List.of(relation.object())).values().iterator().next())
              .map(Entity::name)
              .toList();
        });
  }
}
