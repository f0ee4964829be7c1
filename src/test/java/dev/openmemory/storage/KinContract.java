package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Owner;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What any store knows of what ties memories together. */
abstract class KinContract extends GraphContract {

  private void update(Memory memory) {
    store.write(
        w -> {
          w.update(memory, null);
          return true;
        });
  }

  private Feedback feedback(Memory memory, Feedback.@Nullable Verdict verdict, int second) {
    Feedback feedback =
        new Feedback(memory.id(), verdict, "so", "test", Samples.NOON.plusSeconds(second));
    store.write(
        w -> {
          w.kin().add(feedback);
          return true;
        });
    return feedback;
  }

  @Test
  void ownersAreCountedByAxisAndByTheNumberOfTheirMemories() {
    stored(new Scope("bob", null, null, "notes"), "one");
    stored(new Scope("alice", "helper", "r1", "notes"), "two");
    stored(Samples.ALICE, "three");
    Memory gone = stored(Scope.user("carol"), "four");
    Instant later = Samples.NOON.plusSeconds(9);
    update(gone.withState(State.DELETED, later));

    Page<Owner> all = seen(r -> r.kin().owners(0, 10)).value();
    assertThat(all.total()).isEqualTo(5);
    assertThat(all.items())
        .extracting(Owner::name)
        .containsExactly("alice", "bob", "helper", "r1", "notes");
    assertThat(all.items().get(0))
        .isEqualTo(new Owner(Axis.USER, "alice", 2, Samples.NOON, Samples.NOON));
    assertThat(seen(r -> r.kin().owners(3, 1)).value().items())
        .singleElement()
        .extracting(Owner::axis)
        .isEqualTo(Axis.RUN);
    assertThat(seen(r -> r.kin().owners(5, 1)).value().items()).isEmpty();
  }

  @Test
  void aMemoryIsFoundByItsMessageAndByWhatTookItsPlace() {
    Memory earlier = stored(Samples.ALICE, "before");
    Memory later = stored(Samples.ALICE, "after");
    Validity ended = new Validity(Samples.NOON, Samples.NOON.plusSeconds(1), later.id());
    update(earlier.withValidity(ended, Samples.NOON));

    assertThat(seen(r -> r.kin().replacedBy(later.id())).value()).containsExactly(earlier.id());
    assertThat(seen(r -> r.kin().replacedBy(earlier.id())).value()).isEmpty();
    assertThat(
            seen(r ->
                    r.kin()
                        .madeOf(
                            List.of(later.provenance().message(), earlier.provenance().message())))
                .value())
        .containsExactly(earlier.id(), later.id());
    assertThat(seen(r -> r.kin().madeOf(List.of())).value()).isEmpty();
  }

  @Test
  void categoriesAreThoseOfTheScopeWithHowManyHaveThem() {
    Memory one = stored(Samples.ALICE, "one");
    Memory two = stored(Samples.ALICE, "two");
    Memory odd = stored(Samples.ALICE, "odd");
    Memory other = stored(Scope.user("bob"), "other");
    update(with(one, List.of("food", "home")));
    update(with(two, List.of("food", 7)));
    update(odd.withMetadata(new Metadata(Map.of("categories", "alone")), Samples.NOON));
    update(with(other, List.of("work")));

    assertThat(seen(r -> r.kin().categories(Samples.ALICE)).value())
        .isEqualTo(Map.of("food", 2L, "home", 1L, "alone", 1L));
    assertThat(seen(r -> r.kin().categories(Scope.user("nobody"))).value()).isEmpty();
  }

  private static Memory with(Memory memory, List<Object> categories) {
    return memory.withMetadata(new Metadata(Map.of("categories", categories)), Samples.NOON);
  }

  @Test
  void aListingCanBeEnteredBehindSoManyMemories() {
    for (String text : List.of("Apple", "banana", "Cherry", "date")) {
      stored(Samples.ALICE, text);
    }
    for (Sort sort : List.of(Sort.NEWEST, new Sort(Sort.By.TEXT, false))) {
      List<MemoryId> all = ids(sort, null);
      for (int skipped = 1; skipped < 4; skipped++) {
        int many = skipped;
        Optional<Cursor> place =
            seen(r -> r.kin().after(active(Samples.ALICE), sort, many)).value();
        assertThat(ids(sort, place.orElseThrow())).isEqualTo(all.subList(skipped, 4));
      }
      assertThat(seen(r -> r.kin().after(active(Samples.ALICE), sort, 5)).value()).isEmpty();
    }
  }

  private List<MemoryId> ids(Sort sort, @Nullable Cursor after) {
    return seen(r -> r.list(active(Samples.ALICE), sort, after, 10)).value().items().stream()
        .map(Memory::id)
        .toList();
  }

  @Test
  void whatIsThoughtOfAMemoryIsKeptWithItAndGoesWithIt() {
    Memory memory = stored(Samples.ALICE, "one");
    Feedback first = feedback(memory, Feedback.Verdict.VERY_NEGATIVE, 1);
    Feedback second = feedback(memory, null, 2);

    assertThat(seen(r -> r.kin().feedback(memory.id())).value()).containsExactly(second, first);
    for (int i = 0; i < 110; i++) {
      feedback(memory, Feedback.Verdict.POSITIVE, 3 + i);
    }
    assertThat(seen(r -> r.kin().feedback(memory.id())).value()).hasSize(100);
    store.write(
        w -> {
          w.erase(memory.id());
          return true;
        });
    assertThat(seen(r -> r.kin().feedback(memory.id())).value()).isEmpty();
  }
}
