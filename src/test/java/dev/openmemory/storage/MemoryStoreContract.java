package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.model.Actor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Text;
import dev.openmemory.model.Validity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any store does with messages, memories and their history. */
abstract class MemoryStoreContract {

  final Samples samples = new Samples(7);
  final float[] vector = samples.vector();

  @SuppressWarnings("NullAway.Init") // before each test
  MemoryStore store;

  /** A new, empty store. */
  abstract MemoryStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** An answer whose type is settled before it is looked at. */
  record Seen<T>(T value) {}

  <T> Seen<T> seen(Function<StoreReader, T> question) {
    return new Seen<>(store.<T>read(question));
  }

  Memory stored(Scope scope, String text) {
    return store.write(w -> samples.stored(w, scope, text, samples.vector()));
  }

  static MemoryFilter active(Scope scope) {
    return MemoryFilter.active(scope, Samples.NOON);
  }

  @Test
  void aMessageComesBackAsItWasStored() {
    Message message =
        new Message(
            new MessageId(samples.uuid()),
            new Scope("alice", "bot", "run 1", "app"),
            new Actor(Role.ASSISTANT, "Bot"),
            null,
            "Ünïcode 😀\ttext\nwith 'quotes'",
            Samples.NOON,
            Samples.NOON.plusNanos(1000));
    store.write(
        w -> {
          w.add(message);
          return true;
        });
    assertThat(seen(r -> r.message(message.id())).value()).contains(message);
    assertThat(seen(r -> r.message(new MessageId(samples.uuid()))).value()).isEmpty();
  }

  @Test
  void aMemoryComesBackAsItWasStored() {
    Message message = samples.message(new Scope("alice", null, null, "app"), "Hello there");
    Memory successor = samples.memory(message, "later");
    Memory plain = samples.memory(message);
    Memory memory =
        new Memory(
            plain.id(),
            plain.text(),
            plain.scope(),
            plain.provenance(),
            State.PAUSED,
            new Validity(Samples.NOON, Samples.NOON.plusSeconds(5), successor.id()),
            plain.observedAt(),
            plain.createdAt(),
            plain.updatedAt(),
            Samples.NOON.plusSeconds(60),
            3,
            new Metadata(Map.of("tags", List.of("a", "b"), "n", 5, "deep", Map.of("x", true))));
    store.write(
        w -> {
          w.add(message);
          w.add(successor, vector);
          w.add(memory, vector);
          return true;
        });
    assertThat(seen(r -> r.memory(memory.id())).value()).contains(memory);
    assertThat(seen(r -> r.memories(List.of(memory.id(), new MemoryId(samples.uuid())))).value())
        .containsOnly(Map.entry(memory.id(), memory));
  }

  @Test
  void aTransactionThatThrowsKeepsNothing() {
    Message message = samples.message(Samples.ALICE, "lost");
    assertThatThrownBy(
            () ->
                store.write(
                    w -> {
                      w.add(message);
                      throw new IllegalArgumentException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(seen(r -> r.message(message.id())).value()).isEmpty();
    stored(Samples.ALICE, "the store still works");
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aTransactionSeesItsOwnChangesAndOthersDoNot() {
    store.write(
        w -> {
          Memory memory = samples.stored(w, Samples.ALICE, "a green zebra", vector);
          assertThat(w.memory(memory.id())).contains(memory);
          assertThat(w.matching(List.of("zebra"), active(Samples.ALICE), 5)).hasSize(1);
          assertThat(w.nearest(vector, active(Samples.ALICE), 5)).hasSize(1);
          assertThat(store.<Long>read(r -> r.count(active(Samples.ALICE)))).isZero();
          assertThat(seen(r -> r.nearest(vector, active(Samples.ALICE), 5)).value()).isEmpty();
          return true;
        });
    assertThat(seen(r -> r.nearest(vector, active(Samples.ALICE), 5)).value()).hasSize(1);
  }

  @Test
  void aReaderKeepsItsSnapshot() {
    stored(Samples.ALICE, "first");
    store.read(
        r -> {
          assertThat(r.count(active(Samples.ALICE))).isEqualTo(1);
          store.write(w -> samples.stored(w, Samples.ALICE, "second", vector));
          assertThat(r.count(active(Samples.ALICE))).isEqualTo(1);
          assertThat(store.<Long>read(other -> other.count(active(Samples.ALICE)))).isEqualTo(2);
          assertThat(seen(o -> o.nearest(vector, active(Samples.ALICE), 5)).value()).hasSize(2);
          assertThat(r.nearest(vector, active(Samples.ALICE), 5)).hasSize(1);
          return true;
        });
  }

  @Test
  void aReaderIsOfNoUseAfterItsTransaction() {
    StoreReader escaped = store.read(r -> r);
    assertThatThrownBy(() -> escaped.count(active(Samples.ALICE)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void lastMessagesAreThoseOfExactlyTheScope() {
    Scope run = new Scope("alice", null, "r1", null);
    for (int i = 0; i < 5; i++) {
      int n = i;
      store.write(
          w -> {
            w.add(samples.message(run, "in run " + n));
            w.add(samples.message(Samples.ALICE, "outside " + n));
            return true;
          });
    }
    assertThat(seen(r -> r.lastMessages(run, 3)).value())
        .extracting(Message::text)
        .containsExactly("in run 2", "in run 3", "in run 4");
    assertThat(seen(r -> r.lastMessages(Scope.user("nobody"), 3)).value()).isEmpty();
  }

  @Test
  void theSameTextIsFoundByItsHashInTheSameScopeOnly() {
    Memory memory = stored(Samples.ALICE, "I like tea.");
    String hash = Text.hash("i  LIKE tea");
    assertThat(seen(r -> r.memoryWithHash(Samples.ALICE, hash, true, Samples.NOON)).value())
        .contains(memory.id());
    assertThat(
            seen(r ->
                    r.memoryWithHash(new Scope("alice", null, "r", null), hash, true, Samples.NOON))
                .value())
        .isEmpty();
    assertThat(seen(r -> r.memoryWithHash(Scope.user("bob"), hash, true, Samples.NOON)).value())
        .isEmpty();
    assertThat(seen(r -> r.memoryWithHash(Samples.ALICE, "no hash", true, Samples.NOON)).value())
        .isEmpty();
    update(memory.withState(State.DELETED, Samples.NOON), null);
    assertThat(seen(r -> r.memoryWithHash(Samples.ALICE, hash, true, Samples.NOON)).value())
        .isEmpty();
  }

  @Test
  void anUpdateReachesEveryIndex() {
    Memory memory = stored(Samples.ALICE, "User lives in Berlin");
    float[] moved = samples.vector();
    Memory after = memory.withText("User lives in Lisbon", Samples.NOON.plusSeconds(9));
    update(after, moved);
    assertThat(seen(r -> r.memory(memory.id())).value()).contains(after);
    assertThat(seen(r -> r.matching(List.of("Berlin"), active(Samples.ALICE), 5)).value())
        .isEmpty();
    assertThat(seen(r -> r.matching(List.of("Lisbon"), active(Samples.ALICE), 5)).value())
        .extracting(ScoredId::id)
        .containsExactly(memory.id());
    assertThat(seen(r -> r.nearest(moved, active(Samples.ALICE), 5)).value().get(0).score())
        .isCloseTo(1, within(1e-5));
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aNewTextWithoutAnEmbeddingIsRefused() {
    Memory memory = stored(Samples.ALICE, "old");
    assertThatThrownBy(() -> update(memory.withText("new", Samples.NOON), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(seen(r -> r.memory(memory.id())).value()).contains(memory);
  }

  @Test
  void aDeletedMemoryLeavesEveryIndexAndCanComeBack() {
    Memory memory = store.write(w -> samples.stored(w, Samples.ALICE, "a zebra", vector));
    Memory deleted = memory.withState(State.DELETED, Samples.NOON.plusSeconds(1));
    update(deleted, null);
    assertThat(found("zebra")).isEmpty();
    assertThat(seen(r -> r.memory(memory.id())).value()).contains(deleted);
    assertThat(store.check().problems()).isEmpty();
    update(memory.withState(State.ACTIVE, Samples.NOON.plusSeconds(2)), null);
    assertThat(found("zebra")).containsExactly(memory.id());
    assertThat(seen(r -> r.nearest(vector, active(Samples.ALICE), 5)).value()).hasSize(1);
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void pausedAndExpiredMemoriesAreSeenOnlyByThoseWhoAsk() {
    Memory paused = store.write(w -> samples.stored(w, Samples.ALICE, "a paused yak", vector));
    update(paused.withState(State.PAUSED, Samples.NOON), null);
    Memory brief = store.write(w -> samples.stored(w, Samples.ALICE, "a brief yak", vector));
    update(brief.withExpiry(Samples.NOON.plusSeconds(10), Samples.NOON), null);
    assertThat(found("yak")).containsExactly(brief.id());
    MemoryFilter later = MemoryFilter.active(Samples.ALICE, Samples.NOON.plusSeconds(10));
    MemoryFilter resting = new MemoryFilter(Samples.ALICE, Set.of(State.PAUSED), Samples.NOON);
    store.read(
        r -> {
          assertThat(r.matching(List.of("yak"), later, 5)).isEmpty();
          assertThat(r.nearest(vector, later, 5)).isEmpty();
          assertThat(r.ids(later)).isEmpty();
          assertThat(r.list(later, null, 5).items()).isEmpty();
          assertThat(r.ids(resting)).containsExactly(paused.id());
          assertThat(r.matching(List.of("yak"), resting, 5)).hasSize(1);
          assertThat(r.nearest(vector, resting, 5)).hasSize(1);
          assertThat(r.count(resting)).isEqualTo(1);
          return true;
        });
  }

  @Test
  void whatDoesNotExistCannotBeChanged() {
    Message message = samples.message(Samples.ALICE, "never stored");
    Memory memory = samples.memory(message);
    assertThatThrownBy(() -> update(memory, vector)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> erase(memory)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> store.write(w -> add(w, memory)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("message");
  }

  @Test
  void sightingsAreCounted() {
    Memory memory = stored(Samples.ALICE, "I like tea");
    Message again = samples.message(Samples.ALICE, "I like tea!");
    store.write(
        w -> {
          w.add(again);
          w.sighting(memory.id(), again.id(), Samples.NOON);
          return true;
        });
    assertThat(seen(r -> r.memory(memory.id())).value().orElseThrow().sightings()).isEqualTo(2);
  }

  @Test
  void aVectorOfAnotherSpaceIsRefused() {
    float[] broken = vector.clone();
    broken[3] = Float.NaN;
    for (float[] wrong : List.of(Arrays.copyOf(vector, 10), broken)) {
      assertThatThrownBy(() -> store.read(r -> r.nearest(wrong, active(Samples.ALICE), 5)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.write(w -> samples.stored(w, Samples.ALICE, "wrong", wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(store.<Long>read(r -> r.count(active(Samples.ALICE)))).isZero();
  }

  @Test
  void reindexChangesNoAnswer() {
    Memory memory = store.write(w -> samples.stored(w, Samples.ALICE, "a zebra", vector));
    store.reindex();
    assertThat(found("zebra")).containsExactly(memory.id());
    assertThat(seen(r -> r.nearest(vector, active(Samples.ALICE), 5)).value()).hasSize(1);
    assertThat(store.check().problems()).isEmpty();
  }

  List<MemoryId> found(String word) {
    return store.read(
        r ->
            r.matching(List.of(word), active(Samples.ALICE), 10).stream()
                .map(ScoredId::id)
                .toList());
  }

  void update(Memory memory, float @Nullable [] embedding) {
    store.write(
        w -> {
          w.update(memory, embedding);
          return true;
        });
  }

  void erase(Memory memory) {
    store.write(
        w -> {
          w.erase(memory.id());
          return true;
        });
  }

  private boolean add(StoreWriter writer, Memory memory) {
    writer.add(memory, vector);
    return true;
  }
}
