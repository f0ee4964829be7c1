package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What any store does with entities and relations. */
abstract class GraphContract extends CoverageContract {

  private static final MemoryFilter ACTIVE = active(Samples.ALICE);

  private Entity entity(String name, EntityKind kind) {
    Entity entity = new Entity(new EntityId(samples.uuid()), name, kind);
    store.write(
        w -> {
          w.add(entity, "alice", Samples.NOON);
          return true;
        });
    return entity;
  }

  private Memory stating(String text, Entity subject, String predicate, Entity object) {
    return store.write(
        w -> {
          Memory memory = samples.stored(w, Samples.ALICE, text, samples.vector());
          for (Entity entity : List.of(subject, object)) {
            w.mention(memory.id(), entity.id(), new Mention(entity.name(), entity.kind()));
          }
          w.add(
              new Relation(subject.id(), predicate, object.id(), memory.id(), Samples.NOON, null));
          return memory;
        });
  }

  private List<String> around(Entity entity, MemoryFilter filter, Instant at) {
    return seen(r ->
            r.relations(List.of(entity.id()), filter, at, 10).stream()
                .map(Relation::predicate)
                .sorted()
                .toList())
        .value();
  }

  @Test
  void anEntityIsFoundByTheFormOfItsNamesAndByTheStartOfAWord() {
    Entity acme = entity("Acme Corp", EntityKind.ORGANIZATION);
    Entity alice = entity("Alice Chen", EntityKind.PERSON);
    stating("Alice Chen works at Acme Corp", alice, "works_at", acme);
    assertThat(seen(r -> r.entitiesNamed("alice", Set.of("acme", "chen"))).value())
        .isEqualTo(Map.of("acme", List.of(acme)));
    assertThat(seen(r -> r.entitiesNamed(null, Set.of("acme"))).value()).hasSize(1);
    assertThat(seen(r -> r.entitiesNamed("bob", Set.of("acme"))).value()).isEmpty();
    assertThat(seen(r -> r.entitiesStarting("alice", "alice", 5)).value()).containsExactly(alice);
    assertThat(seen(r -> r.entitiesStarting("alice", "ali", 5)).value()).isEmpty();
    assertThat(seen(r -> r.entitiesIn(ACTIVE, "che", 5)).value())
        .containsExactly(new GraphReader.Known(alice, 1));
    assertThat(seen(r -> r.entitiesIn(ACTIVE, "", 5)).value()).hasSize(2);
    assertThat(seen(r -> r.entitiesIn(ACTIVE, "hen", 5)).value()).isEmpty();
  }

  @Test
  void aRelationIsSeenFromBothEndsWhileItsMemoryIs() {
    Entity acme = entity("Acme", EntityKind.ORGANIZATION);
    Entity alice = entity("Alice", EntityKind.PERSON);
    Memory memory = stating("Alice works at Acme", alice, "works_at", acme);
    assertThat(around(alice, ACTIVE, Samples.NOON)).containsExactly("works_at");
    assertThat(around(acme, ACTIVE, Samples.NOON)).containsExactly("works_at");
    assertThat(around(acme, active(Scope.user("bob")), Samples.NOON)).isEmpty();
    assertThat(seen(r -> r.entitiesOf(List.of(memory.id()))).value().get(memory.id()))
        .containsExactly(acme, alice);
    assertThat(seen(r -> r.memoriesNaming(List.of(acme.id()), ACTIVE, 5)).value())
        .isEqualTo(Map.of(acme.id(), List.of(memory.id())));
    for (State state : List.of(State.PAUSED, State.ARCHIVED, State.DELETED)) {
      update(memory.withState(state, Samples.NOON), null);
      assertThat(around(alice, ACTIVE, Samples.NOON)).isEmpty();
      assertThat(seen(r -> r.entitiesIn(ACTIVE, "", 5)).value()).isEmpty();
    }
    update(memory, null);
    assertThat(around(alice, ACTIVE, Samples.NOON)).containsExactly("works_at");
  }

  @Test
  void aRelationThatHasEndedIsSeenAtTheTimesItHeld() {
    Entity acme = entity("Acme", EntityKind.ORGANIZATION);
    Entity alice = entity("Alice", EntityKind.PERSON);
    Memory memory = stating("Alice works at Acme", alice, "works_at", acme);
    Instant later = Samples.NOON.plusSeconds(60);
    store.write(
        w -> {
          w.endRelations(memory.id(), later);
          return true;
        });
    assertThat(around(alice, ACTIVE, Samples.NOON)).containsExactly("works_at");
    assertThat(around(alice, ACTIVE, later)).isEmpty();
    assertThat(seen(r -> r.relationsFrom(alice.id(), "works_at", later)).value()).isEmpty();
    store.write(
        w -> {
          w.endRelations(memory.id(), null);
          return true;
        });
    assertThat(seen(r -> r.relationsFrom(alice.id(), "works_at", later)).value()).hasSize(1);
  }

  @Test
  void anErasedOrRewordedMemoryLeavesNoEntityBehindThatNothingElseProves() {
    Entity acme = entity("Acme", EntityKind.ORGANIZATION);
    Entity alice = entity("Alice", EntityKind.PERSON);
    Entity lisbon = entity("Lisbon", EntityKind.PLACE);
    Memory works = stating("Alice works at Acme", alice, "works_at", acme);
    Memory lives = stating("Alice lives in Lisbon", alice, "lives_in", lisbon);
    erase(works);
    assertThat(seen(r -> r.entities(List.of(acme.id(), alice.id()))).value())
        .containsOnlyKeys(alice.id());
    assertThat(around(alice, ACTIVE, Samples.NOON)).containsExactly("lives_in");
    update(lives.withText("Something else", Samples.NOON), vector);
    assertThat(seen(r -> r.entities(List.of(alice.id(), lisbon.id()))).value()).isEmpty();
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aNameThatOnlyAnErasedMemoryGaveGoesWithIt() {
    Entity short1 = entity("Alice", EntityKind.PERSON);
    Entity acme = entity("Acme", EntityKind.ORGANIZATION);
    stating("Alice works at Acme", short1, "works_at", acme);
    Entity full = new Entity(short1.id(), "Alice Chen", EntityKind.PERSON);
    Memory naming = stating("Alice Chen runs Acme", full, "manages", acme);
    store.write(
        w -> {
          w.update(full);
          return true;
        });
    assertThat(seen(r -> r.names(full.id())).value()).containsExactly("Alice Chen", "Alice");
    erase(naming);
    assertThat(seen(r -> r.entities(List.of(full.id()))).value().get(full.id())).isEqualTo(short1);
    assertThat(seen(r -> r.names(full.id())).value()).containsExactly("Alice");
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aContradictionIsSeenFromBothSidesWhileBothStand() {
    Memory one = stored(Samples.ALICE, "one");
    Memory two = stored(Samples.ALICE, "two");
    store.write(
        w -> {
          w.conflict(two.id(), one.id(), Samples.NOON);
          w.conflict(one.id(), two.id(), Samples.NOON);
          return true;
        });
    assertThat(seen(r -> r.conflicts(List.of(one.id(), two.id()))).value())
        .isEqualTo(Map.of(one.id(), List.of(two.id()), two.id(), List.of(one.id())));
    update(two.withState(State.DELETED, Samples.NOON), null);
    assertThat(seen(r -> r.conflicts(List.of(one.id()))).value()).isEmpty();
    store.write(
        w -> {
          w.settle(one.id(), two.id());
          return true;
        });
    update(two, null);
    assertThat(seen(r -> r.conflicts(List.of(one.id()))).value()).isEmpty();
  }
}
