package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What any store keeps of what happened to a memory, and that erasing keeps none of it. */
abstract class MemoryHistoryContract extends MemoryStoreContract {

  @Test
  void historyKeepsEveryTextAsItWas() {
    Memory memory = stored(Samples.ALICE, "one");
    MessageId source = memory.provenance().message();
    HistoryEvent added = event(memory, HistoryEvent.Kind.ADD, null, "one", null, source);
    record(added);
    update(memory.withText("two", Samples.NOON), vector);
    HistoryEvent changed =
        event(memory, HistoryEvent.Kind.UPDATE, "one", "two", State.ACTIVE, null);
    record(changed);
    HistoryEvent deleted = event(memory, HistoryEvent.Kind.DELETE, "two", null, State.ACTIVE, null);
    record(deleted);
    assertThat(seen(r -> r.history(memory.id())).value()).containsExactly(added, changed, deleted);
    update(memory.withText("three", Samples.NOON), vector);
    assertThat(seen(r -> r.history(memory.id())).value()).containsExactly(added, changed, deleted);
  }

  @Test
  void accessesAreListedNewestFirst() {
    Memory memory = stored(Samples.ALICE, "one");
    AccessEvent first = new AccessEvent(memory.id(), AccessEvent.Kind.GET, "a", Samples.NOON);
    AccessEvent second = new AccessEvent(memory.id(), AccessEvent.Kind.LIST, null, Samples.NOON);
    store.write(
        w -> {
          w.record(first);
          w.record(second);
          return true;
        });
    assertThat(seen(r -> r.accesses(memory.id(), 10)).value()).containsExactly(second, first);
    assertThat(seen(r -> r.accesses(memory.id(), 1)).value()).containsExactly(second);
  }

  @Test
  void theAccessLogDoesNotGrowWithoutBound() {
    Memory memory = stored(Samples.ALICE, "one");
    Memory other = stored(Samples.ALICE, "two");
    int many = StoreWriter.KEPT_ACCESSES + 20;
    store.write(
        w -> {
          w.record(new AccessEvent(other.id(), AccessEvent.Kind.GET, "a", Samples.NOON));
          for (int i = 0; i < many; i++) {
            w.record(
                new AccessEvent(
                    memory.id(), AccessEvent.Kind.GET, "a", Samples.NOON.plusSeconds(i)));
          }
          return true;
        });
    assertThat(seen(r -> r.accesses(memory.id(), 1_000)).value())
        .hasSize(StoreWriter.KEPT_ACCESSES)
        .first()
        .extracting(AccessEvent::at)
        .isEqualTo(Samples.NOON.plusSeconds(many - 1));
    assertThat(seen(r -> r.accesses(other.id(), 1_000)).value()).hasSize(1);
  }

  @Test
  void anErasedMemoryLeavesNothing() {
    Message shared = samples.message(Samples.ALICE, "both of these");
    Memory one = samples.memory(shared, "one zebra");
    Memory two = samples.memory(shared, "two zebras");
    store.write(
        w -> {
          w.add(shared);
          w.add(one, vector);
          w.add(two, vector);
          return true;
        });
    record(event(one, HistoryEvent.Kind.ADD, null, one.text(), null, shared.id()));
    store.read(r -> r.nearest(vector, active(Samples.ALICE), 5));
    erase(one);
    assertThat(seen(r -> r.memory(one.id())).value()).isEmpty();
    assertThat(seen(r -> r.history(one.id())).value()).isEmpty();
    assertThat(seen(r -> r.message(shared.id())).value()).contains(shared);
    assertThat(seen(r -> r.cosines(vector, List.of(one.id(), two.id()))).value()).hasSize(1);
    assertThat(seen(r -> r.nearest(vector, active(Samples.ALICE), 5)).value())
        .extracting(ScoredId::id)
        .containsExactly(two.id());
    erase(two);
    assertThat(seen(r -> r.message(shared.id())).value()).isEmpty();
    assertThat(found("zebra")).isEmpty();
    assertThat(store.check().problems()).isEmpty();
  }

  private void record(HistoryEvent event) {
    store.write(
        w -> {
          w.record(event);
          return true;
        });
  }

  private static HistoryEvent event(
      Memory memory,
      HistoryEvent.Kind kind,
      @Nullable String before,
      @Nullable String after,
      @Nullable State was,
      @Nullable MessageId message) {
    return new HistoryEvent(
        memory.id(), kind, before, after, was, State.ACTIVE, message, "test", Samples.NOON);
  }
}
