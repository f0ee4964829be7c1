package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import dev.openmemory.model.Voice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What any store does with passages and the facts that were made of them. */
abstract class CoverageContract extends MemoryHistoryContract {

  private static final MemoryFilter ACTIVE = active(Scope.ANY);

  private record Said(Memory passage, Memory first, Memory second) {}

  /** A message with its passage and two facts. */
  private Said said(String what) {
    Message message = samples.message(Samples.ALICE, what);
    Memory passage = samples.memory(message);
    Memory first = fact(message, what + " one");
    Memory second = fact(message, what + " two");
    store.write(
        w -> {
          w.add(message);
          for (Memory memory : List.of(passage, first, second)) {
            w.add(memory, samples.vector());
          }
          w.cover(passage.id(), first.id());
          w.cover(passage.id(), second.id());
          return true;
        });
    return new Said(passage, first, second);
  }

  private Memory fact(Message message, String text) {
    Memory plain = samples.memory(message, text);
    return new Memory(
        plain.id(),
        text,
        plain.scope(),
        new Provenance(
            message.id(),
            0,
            message.actor(),
            message.client(),
            DistillerKind.RULES,
            new Maker("rules", "1")),
        plain.state(),
        plain.validity(),
        plain.observedAt(),
        plain.createdAt(),
        plain.updatedAt(),
        plain.expiresAt(),
        plain.sightings(),
        plain.metadata());
  }

  private void change(Memory memory) {
    update(memory, samples.vector());
  }

  private Memory now(Memory memory) {
    return seen(r -> r.memory(memory.id()).orElseThrow()).value();
  }

  private List<MemoryId> matching(String word) {
    return seen(r -> r.matching(List.of(word), ACTIVE, 10).stream().map(ScoredId::id).toList())
        .value();
  }

  @Test
  void aCoveredPassageIsSearchedAndNeitherListedNorCounted() {
    Said said = said("zebra");
    assertThat(matching("zebra"))
        .containsExactlyInAnyOrder(said.passage().id(), said.first().id(), said.second().id());
    assertThat(seen(r -> r.list(ACTIVE, null, 10)).value().items())
        .containsExactlyInAnyOrder(said.first(), said.second());
    assertThat(seen(r -> r.count(ACTIVE)).value()).isEqualTo(2);
    assertThat(seen(r -> r.ids(ACTIVE)).value())
        .containsExactlyInAnyOrder(said.first().id(), said.second().id());
    assertThat(seen(r -> r.counts(Scope.ANY)).value().memories())
        .isEqualTo(Map.of(State.ACTIVE, 2L));
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void factsAndPassagesKnowEachOther() {
    Said said = said("zebra");
    assertThat(seen(r -> r.factsOf(said.passage().id())).value())
        .containsExactly(said.first().id(), said.second().id());
    assertThat(seen(r -> r.passagesOf(List.of(said.first().id(), said.passage().id()))).value())
        .isEqualTo(Map.of(said.first().id(), Set.of(said.passage().id())));
    assertThat(now(said.first())).isEqualTo(said.first());
  }

  @Test
  void aPassageIsFoundWhileAllItsFactsAre() {
    Said said = said("zebra");
    for (State state : List.of(State.PAUSED, State.ARCHIVED, State.DELETED)) {
      change(said.first().withState(state, Samples.NOON));
      assertThat(now(said.passage()).state()).isEqualTo(state);
      assertThat(matching("zebra")).containsExactly(said.second().id());
      change(said.first());
      assertThat(now(said.passage()).state()).isEqualTo(State.ACTIVE);
      assertThat(matching("zebra")).hasSize(3);
    }
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aPassageIsSupersededWhenAllItsFactsAre() {
    Said said = said("zebra");
    Memory newer = stored(Samples.ALICE, "newer");
    Validity ended = new Validity(Samples.NOON, Samples.NOON.plusSeconds(9), newer.id());
    change(said.first().withValidity(ended, Samples.NOON));
    assertThat(now(said.passage()).validity().to()).isNull();
    change(said.second().withValidity(ended, Samples.NOON));
    assertThat(now(said.passage()).validity()).isEqualTo(ended);
    change(said.second());
    assertThat(now(said.passage()).validity().to()).isNull();
  }

  @Test
  void aPassageOfARewordedFactIsNoLongerFound() {
    Said said = said("zebra");
    change(said.first().withText("a horse", Samples.NOON));
    assertThat(now(said.passage()).state()).isEqualTo(State.ARCHIVED);
    change(said.second().withState(State.PAUSED, Samples.NOON));
    change(said.second());
    assertThat(now(said.passage()).state()).isEqualTo(State.ARCHIVED);
  }

  @Test
  void aPassageExpiresWithTheFirstOfItsFacts() {
    Said said = said("zebra");
    change(said.first().withExpiry(Samples.NOON.plusSeconds(3), Samples.NOON));
    assertThat(now(said.passage()).expiresAt()).isEqualTo(Samples.NOON.plusSeconds(3));
  }

  @Test
  void erasingAFactErasesItsPassageAndErasingAPassageItsFacts() {
    Said one = said("zebra");
    erase(one.first());
    assertThat(seen(r -> r.memory(one.passage().id())).value()).isEmpty();
    assertThat(now(one.second())).isEqualTo(one.second());
    Said two = said("horse");
    erase(two.passage());
    assertThat(seen(r -> r.memories(List.of(two.first().id(), two.second().id()))).value())
        .isEmpty();
    assertThat(seen(r -> r.message(two.passage().provenance().message())).value()).isEmpty();
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aHashIsLookedUpAmongPassagesOrAmongFactsThatHeldAtATime() {
    Said said = said("zebra");
    String hash = Voice.fingerprint(said.first());
    assertThat(seen(r -> r.memoryWithHash(Samples.ALICE, hash, true, Samples.NOON)).value())
        .isEmpty();
    assertThat(seen(r -> r.memoryWithHash(Samples.ALICE, hash, false, Samples.NOON)).value())
        .contains(said.first().id());
    change(
        said.first()
            .withValidity(
                new Validity(Samples.NOON, Samples.NOON.plusSeconds(9), null), Samples.NOON));
    assertThat(
            seen(r -> r.memoryWithHash(Samples.ALICE, hash, false, Samples.NOON.plusSeconds(8)))
                .value())
        .contains(said.first().id());
    assertThat(
            seen(r -> r.memoryWithHash(Samples.ALICE, hash, false, Samples.NOON.plusSeconds(9)))
                .value())
        .isEmpty();
  }
}
