package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists page by page, counts, and the values of the axes. */
class ListingTest {

  private final Samples samples = new Samples(9);
  private final float[] vector = samples.vector();

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private MemoryStore store;

  @BeforeEach
  void open() {
    store = Stores.open(Samples.options(folder));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void pagesGoThroughEveryMemoryOnceNewestFirst() {
    List<Memory> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(storedAt(Samples.ALICE, Samples.NOON.plusSeconds(i / 4)));
      storedAt(Scope.user("bob"), Samples.NOON);
    }
    all.sort(Comparator.comparing(Memory::observedAt).thenComparing(Memory::id).reversed());
    MemoryFilter filter = MemoryFilter.active(Samples.ALICE, Samples.NOON);
    List<Memory> seen = new ArrayList<>();
    Cursor cursor = null;
    int pages = 0;
    do {
      Page<Memory> page = page(filter, cursor, 7);
      assertThat(page.total()).isEqualTo(25);
      seen.addAll(page.items());
      cursor = page.nextCursor();
      pages++;
    } while (cursor != null);
    assertThat(seen).isEqualTo(all);
    assertThat(pages).isEqualTo(4);
  }

  @Test
  void thePageThatIsJustFullIsTheLast() {
    storedAt(Samples.ALICE, Samples.NOON);
    storedAt(Samples.ALICE, Samples.NOON);
    Page<Memory> page = page(MemoryFilter.active(Samples.ALICE, Samples.NOON), null, 2);
    assertThat(page.items()).hasSize(2);
    assertThat(page.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AAAA", "%%%", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void aCursorOfAnotherMakeIsRefused(String token) {
    assertThatThrownBy(
            () -> page(MemoryFilter.active(Samples.ALICE, Samples.NOON), new Cursor(token), 5))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aCursorOfAnotherListingIsRefused() {
    storedAt(Samples.ALICE, Samples.NOON);
    storedAt(Samples.ALICE, Samples.NOON);
    Cursor cursor =
        page(MemoryFilter.active(Samples.ALICE, Samples.NOON), null, 1).next().orElseThrow();
    MemoryFilter later = MemoryFilter.active(Samples.ALICE, Samples.NOON.plusSeconds(5));
    assertThat(page(later, cursor, 1).items()).hasSize(1);
    assertThatThrownBy(() -> page(MemoryFilter.active(Scope.ANY, Samples.NOON), cursor, 1))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"observed_at", "-created", "updated_at", "text", "-text"})
  void everyOrderIsKeptFromPageToPage(String order) {
    Sort sort = Sort.parse(order);
    List<Memory> all = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      Instant at = Samples.NOON.plusSeconds(i * 7 % 5);
      Memory plain = storedAt(Samples.ALICE, at);
      String text = (i % 2 == 0 ? "Übung " : "übung ") + "é".repeat(70) + i;
      Memory worded = (i % 3 == 0 ? plain.withText("B" + i, at) : plain.withText(text, at));
      store.write(
          w -> {
            w.update(worded, vector);
            return true;
          });
      all.add(worded);
    }
    Comparator<Memory> by =
        switch (sort.by()) {
          case OBSERVED -> Comparator.comparing(Memory::observedAt);
          case CREATED -> Comparator.comparing(Memory::createdAt);
          case UPDATED -> Comparator.comparing(Memory::updatedAt);
          case TEXT ->
              Comparator.comparing(m -> m.text().substring(0, Math.min(64, m.text().length())));
        };
    by = by.thenComparing(Memory::id);
    all.sort(sort.descending() ? by.reversed() : by);
    MemoryFilter filter = MemoryFilter.active(Samples.ALICE, Samples.NOON);
    List<Memory> seen = new ArrayList<>();
    Cursor cursor = null;
    do {
      Cursor start = cursor;
      Page<Memory> page = store.read(r -> r.list(filter, sort, start, 4));
      seen.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null && seen.size() < 100);
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void anOrderThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Sort.parse("score")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void countsAreThoseOfTheScope() {
    storedAt(new Scope("alice", null, "r1", "app1"), Samples.NOON);
    storedAt(new Scope("alice", null, "r2", "app2"), Samples.NOON);
    Memory paused = storedAt(new Scope("bob", null, null, "app1"), Samples.NOON);
    store.write(
        w -> {
          w.update(paused.withState(State.PAUSED, Samples.NOON), null);
          return true;
        });
    StoreCounts all = store.read(r -> r.counts(Scope.ANY));
    assertThat(all.memories()).isEqualTo(Map.of(State.ACTIVE, 2L, State.PAUSED, 1L));
    assertThat(List.of(all.messages(), all.users(), all.apps())).containsExactly(3L, 2L, 2L);
    StoreCounts app = store.read(r -> r.counts(new Scope(null, null, null, "app1")));
    assertThat(List.of(app.messages(), app.users(), app.apps())).containsExactly(2L, 2L, 1L);
    StoreCounts none = store.read(r -> r.counts(Scope.user("nobody")));
    assertThat(none).isEqualTo(new StoreCounts(Map.of(), 0, 0, 0));
    MemoryFilter any = new MemoryFilter(Scope.ANY, Set.of(State.values()), Samples.NOON);
    assertThat(store.<Long>read(r -> r.count(any))).isEqualTo(3);
    List<MemoryId> ids = store.read(r -> r.ids(any));
    assertThat(ids).hasSize(3);
  }

  @Test
  void valuesOfAnAxisComeMostFrequentFirst() {
    for (String user : List.of("Anna", "bob", "bob", "annika")) {
      storedAt(new Scope(user, null, null, "app-" + user), Samples.NOON);
    }
    assertThat(values(Axis.USER, Scope.ANY, "")).containsExactly("bob", "Anna", "annika");
    assertThat(values(Axis.USER, Scope.ANY, "aNN")).containsExactly("Anna", "annika");
    assertThat(values(Axis.APP, Scope.user("bob"), "")).containsExactly("app-bob");
    assertThat(values(Axis.RUN, Scope.ANY, "")).isEmpty();
    assertThat(values(Axis.USER, Scope.user("nobody"), "")).isEmpty();
  }

  private List<String> values(Axis axis, Scope within, String prefix) {
    return store.read(r -> r.scopeValues(axis, within, prefix, 10));
  }

  private Page<Memory> page(MemoryFilter filter, @Nullable Cursor after, int limit) {
    return store.read(r -> r.list(filter, after, limit));
  }

  private Memory storedAt(Scope scope, Instant observed) {
    Message plain = samples.message(scope, "said");
    Message message =
        new Message(plain.id(), scope, plain.actor(), plain.client(), "said", observed, observed);
    Memory memory = samples.memory(message);
    store.write(
        w -> {
          w.add(message);
          w.add(memory, vector);
          return true;
        });
    return memory;
  }
}
