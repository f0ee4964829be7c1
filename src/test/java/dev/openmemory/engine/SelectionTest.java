package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Actor;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Searches and lists of a part of a scope. */
class SelectionTest extends EngineFixture {

  @Test
  void aSearchAndAListSeeOnlyWhatPasses() {
    say("I drink coffee at work", Map.of("topic", "work"));
    Memory home = say("I drink coffee at home", Map.of("topic", "home"));
    Selection selection = Selection.where(FilterReader.read(Map.of("topic", "home")));
    assertThat(search("Where do I drink coffee?", selection)).containsExactly(home);
    assertThat(list(selection).items()).containsExactly(home);
    assertThat(engine.count(Scope.ANY, selection, CURSOR)).isEqualTo(1);
  }

  @Test
  void whatWasReplacedIsFoundAsOfItsTimeAndNotAmongTheLatest() {
    state("I live in Berlin.");
    Instant between = clock.instant().plus(Duration.ofDays(1));
    clock.advance(Duration.ofDays(2));
    state("I moved from Berlin to Lisbon.");
    Selection then = new Selection(FilterReader.read(null), Set.of(), between, false);
    Selection latest = new Selection(FilterReader.read(null), Set.of(), null, true);
    assertThat(texts(list(then))).containsExactly("User lives in Berlin");
    assertThat(texts(list(latest))).doesNotContain("User lives in Berlin").isNotEmpty();
    assertThat(search("Where does the user live?", then))
        .isNotEmpty()
        .allMatch(memory -> !memory.text().contains("Lisbon"));
    assertThat(search("Where does the user live?", latest))
        .isNotEmpty()
        .allMatch(memory -> memory.validity().to() == null);
  }

  @Test
  void otherStatesAreSeenWhenTheyAreNamed() {
    Memory paused = say("I play the cello", Map.of());
    engine.revise(Revision.state(paused.id(), State.PAUSED), Scope.ANY, CURSOR);
    assertThat(search("instrument", Selection.ACTIVE)).isEmpty();
    assertThat(search("instrument", Selection.in(Set.of(State.PAUSED)))).hasSize(1);
  }

  private Memory say(String text, Map<String, Object> metadata) {
    return remember(text, false, new Metadata(metadata));
  }

  private void state(String text) {
    remember(text, true, Metadata.EMPTY);
  }

  private Memory remember(String text, boolean infer, Metadata metadata) {
    return engine
        .remember(
            new RememberRequest(
                List.of(new RememberRequest.Said(Actor.USER, text, null)),
                Scope.ANY,
                CURSOR,
                infer,
                null,
                null,
                metadata))
        .outcomes()
        .get(0)
        .memory();
  }

  private List<Memory> search(String question, Selection selection) {
    RecallRequest request = new RecallRequest(question, Scope.ANY, 10, null, false, CURSOR);
    return engine.recall(request.of(selection)).hits().stream().map(Recalled.Hit::memory).toList();
  }

  private Page<Memory> list(Selection selection) {
    return engine.list(new ListRequest(Scope.ANY, selection, Sort.NEWEST, null, 10, CURSOR));
  }

  private static List<String> texts(Page<Memory> page) {
    return page.items().stream().map(Memory::text).toList();
  }
}
