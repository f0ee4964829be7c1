package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.model.Filter;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What any vector index finds, in a store too large to be scanned whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VectorIndexContract {

  private static final int MEMORIES = 2_200;
  private static final MemoryFilter ALL = MemoryFilter.active(Scope.ANY, Samples.NOON);

  private final Samples samples = new Samples(11);
  private final Map<MemoryId, float[]> vectors = new HashMap<>();
  private final List<Memory> memories = new ArrayList<>();
  private final List<float[]> queries = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private Path template;

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  MemoryStore store;

  abstract MemoryStore open(Path folder);

  @BeforeAll
  void fill(@TempDir Path once) {
    List<float[]> centres = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      centres.add(samples.vector());
      queries.add(samples.near(centres.get(i), 0.7));
    }
    try (MemoryStore full = open(once)) {
      full.write(
          w -> {
            for (int i = 0; i < MEMORIES; i++) {
              Scope scope =
                  new Scope("user" + i % 3, "agent" + i % 7, "run" + i / 40, "app" + i % 2);
              float[] vector = samples.near(centres.get(i % 50), 0.7);
              Memory memory = samples.stored(w, scope, "memory " + i, vector);
              memories.add(memory);
              vectors.put(memory.id(), vector);
            }
            return true;
          });
    }
    template = once.resolve("memory.db");
  }

  @BeforeEach
  void openCopy() throws IOException {
    Files.copy(template, folder.resolve("memory.db"));
    store = open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theExactNeighboursOfManyAreFound() {
    double kept = 0;
    for (float[] query : queries) {
      Set<MemoryId> expected = new HashSet<>(exact(query, ALL, 10));
      List<ScoredId> found = nearest(query, ALL, 10);
      assertThat(found).hasSize(10);
      assertThat(found).isSortedAccordingTo(Comparator.comparing(ScoredId::score).reversed());
      for (ScoredId hit : found) {
        assertThat(hit.score()).isCloseTo(cosine(query, hit.id()), within(1e-5));
        kept += expected.contains(hit.id()) ? 1 : 0;
      }
    }
    assertThat(kept / (10 * queries.size())).isGreaterThan(0.99);
  }

  @Test
  void aFilterThatLeavesFewIsExact() {
    for (Scope scope :
        List.of(
            Scope.user("user1"),
            new Scope("user2", "agent3", null, "app1"),
            new Scope(null, null, "run5", null),
            new Scope(null, "agent0", null, null))) {
      MemoryFilter filter = MemoryFilter.active(scope, Samples.NOON);
      for (float[] query : queries) {
        assertThat(nearest(query, filter, 10))
            .extracting(ScoredId::id)
            .containsExactlyElementsOf(exact(query, filter, 10));
      }
    }
    assertThat(nearest(queries.get(0), MemoryFilter.active(Scope.user("nobody"), Samples.NOON), 9))
        .isEmpty();
  }

  @Test
  void aFilterThatLeavesManyIsAppliedInsideTheSearch() {
    float[] query = queries.get(0);
    List<MemoryId> nearest = exact(query, ALL, 35);
    store.write(
        w -> {
          for (MemoryId id : nearest.subList(0, 15)) {
            w.update(w.memory(id).orElseThrow().withState(State.PAUSED, Samples.NOON), null);
          }
          for (MemoryId id : nearest.subList(15, 25)) {
            w.update(w.memory(id).orElseThrow().withExpiry(Samples.NOON, Samples.NOON), null);
          }
          return true;
        });
    assertThat(nearest(query, ALL, 10))
        .extracting(ScoredId::id)
        .containsExactlyElementsOf(nearest.subList(25, 35));
    MemoryFilter both =
        new MemoryFilter(Scope.ANY, Set.of(State.ACTIVE, State.PAUSED), Samples.NOON);
    assertThat(nearest(query, both, 10))
        .extracting(ScoredId::id)
        .containsExactlyElementsOf(nearest.subList(0, 10));
  }

  @Test
  void aConditionIsAppliedInsideTheSearchWhetherItLeavesFewOrMany() {
    for (String part : List.of("13", "memory", "memory 1")) {
      Filter filter = FilterReader.read(Map.of("text", Map.of("contains", part)));
      for (float[] query : queries) {
        MemoryFilter few = ALL.where(filter);
        assertThat(nearest(query, few, 5))
            .extracting(ScoredId::id)
            .containsExactlyElementsOf(exact(query, m -> m.text().contains(part), 5));
        MemoryFilter others = ALL.where(new Filter.Not(filter));
        assertThat(nearest(query, others, 5))
            .extracting(ScoredId::id)
            .containsExactlyElementsOf(exact(query, m -> !m.text().contains(part), 5));
      }
    }
  }

  @Test
  void changesOfAnotherProcessAreSeenAtOnce() {
    float[] query = queries.get(3);
    List<MemoryId> before = exact(query, ALL, 3);
    assertThat(nearest(query, ALL, 1).get(0).id()).isEqualTo(before.get(0));
    try (MemoryStore other = other()) {
      Memory exact = other.write(w -> samples.stored(w, Samples.ALICE, "new", query));
      assertThat(nearest(query, ALL, 1).get(0).id()).isEqualTo(exact.id());
      other.write(
          w -> {
            w.update(exact.withState(State.DELETED, Samples.NOON), null);
            w.erase(before.get(0));
            w.update(
                w.memory(before.get(1)).orElseThrow().withText("moved", Samples.NOON),
                samples.vector());
            return true;
          });
    }
    assertThat(nearest(query, ALL, 1).get(0).id()).isEqualTo(before.get(2));
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aTransactionFindsItsOwnChangesAndARollbackLeavesNone() {
    float[] query = queries.get(5);
    MemoryId before = exact(query, ALL, 1).get(0);
    assertThatThrownBy(
            () ->
                store.write(
                    w -> {
                      Memory exact = samples.stored(w, Samples.ALICE, "new", query);
                      assertThat(w.nearest(query, ALL, 1).get(0).id()).isEqualTo(exact.id());
                      w.erase(before);
                      Memory second = samples.stored(w, Samples.ALICE, "newer", query);
                      assertThat(w.nearest(query, ALL, 2))
                          .extracting(ScoredId::id)
                          .containsExactly(exact.id(), second.id());
                      throw new IllegalArgumentException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(nearest(query, ALL, 1).get(0).id()).isEqualTo(before);
  }

  @Test
  void equalScoresAreOrderedById() {
    float[] query = samples.vector();
    List<MemoryId> ids =
        store.write(
            w -> {
              List<MemoryId> same = new ArrayList<>();
              for (int i = 0; i < 20; i++) {
                same.add(samples.stored(w, Samples.ALICE, "same " + i, query).id());
              }
              return same;
            });
    assertThat(nearest(query, ALL, 12))
        .extracting(ScoredId::id)
        .containsExactlyElementsOf(ids.stream().sorted().limit(12).toList());
  }

  @Test
  void reindexingKeepsTheNeighbours() {
    List<List<ScoredId>> before = queries.stream().map(q -> nearest(q, ALL, 10)).toList();
    store.reindex();
    assertThat(queries.stream().map(q -> nearest(q, ALL, 10)).toList()).isEqualTo(before);
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void aMemoryInAContextIsFoundByBothAndIsLikeItsOwnTextOnly() {
    float[] own = samples.vector();
    float[] inContext = samples.vector();
    MemoryId id =
        store.write(
            w -> {
              Message message = samples.message(Samples.ALICE, "yes, last Friday");
              Memory memory = samples.memory(message);
              w.add(message);
              w.add(memory, own, inContext);
              return memory.id();
            });
    for (int round = 0; round < 2; round++) {
      assertThat(nearest(inContext, ALL, 1))
          .singleElement()
          .satisfies(
              hit -> {
                assertThat(hit.id()).isEqualTo(id);
                assertThat(hit.score()).isCloseTo(1, within(1e-5));
              });
      assertThat(nearest(own, ALL, 1).get(0).score()).isLessThan(0.9);
      Map<MemoryId, Double> cosines = store.read(r -> r.cosines(inContext, List.of(id)));
      assertThat(cosines.get(id)).isCloseTo(1, within(1e-5));
      MemoryFilter alice = MemoryFilter.active(Samples.ALICE, Samples.NOON);
      List<ScoredId> alike = store.read(r -> r.alike(own, alice, 1));
      assertThat(alike)
          .singleElement()
          .satisfies(hit -> assertThat(hit.score()).isCloseTo(1, within(1e-5)));
      store.reindex();
    }
    MessageId source = store.read(r -> r.memory(id).orElseThrow().provenance().message());
    float[] last = store.read(r -> r.lastPassage(source).orElseThrow());
    assertThat(last).isEqualTo(own);
  }

  /** Another process, as far as the file can tell; without a native library. */
  MemoryStore other() {
    return SqliteStore.open(Samples.options(folder), Vec0Library.none("for the test"));
  }

  List<ScoredId> nearest(float[] query, MemoryFilter filter, int limit) {
    return store.read(r -> r.nearest(query, filter, limit));
  }

  private double cosine(float[] query, MemoryId id) {
    float[] vector = vectors.getOrDefault(id, query);
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += (double) query[i] * vector[i];
    }
    return sum;
  }

  private List<MemoryId> exact(float[] query, MemoryFilter filter, int limit) {
    return exact(query, m -> filter.scope().admits(m.scope()), limit);
  }

  private List<MemoryId> exact(float[] query, Predicate<Memory> passing, int limit) {
    return memories.stream()
        .filter(passing)
        .map(Memory::id)
        .sorted(Comparator.comparingDouble((MemoryId id) -> -cosine(query, id)))
        .limit(limit)
        .toList();
  }
}
