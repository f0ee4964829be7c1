package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Filter;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters narrow a search from within: the one memory that passes is found among 100 000. */
class OneInAHundredThousandTest {

  private static final int MEMORIES = 100_000;
  private static final int TEMPLATES = 100;

  private final Samples samples = new Samples(31);
  private final float[] query = samples.vector();

  @Test
  void theOnlyMemoryThatPassesIsFoundByEverySearch(@TempDir Path folder) {
    MemoryId only = filled(folder);
    Filter filter =
        FilterReader.read(
            Map.of(
                "AND",
                List.of(
                    Map.of("ticket", Map.of("eq", "T-1")),
                    Map.of("NOT", Map.of("level", Map.of("lt", 2))))));
    MemoryFilter everyone = MemoryFilter.active(Scope.ANY, Samples.NOON);
    MemoryFilter one = everyone.where(filter);
    MemoryFilter most = everyone.where(FilterReader.read(Map.of("NOT", Map.of("ticket", "T-1"))));
    for (StoreOptions.IndexChoice index :
        List.of(StoreOptions.IndexChoice.RESIDENT, StoreOptions.IndexChoice.VEC0)) {
      if (index == StoreOptions.IndexChoice.VEC0 && !Vec0Present.Build.hasIt()) {
        continue;
      }
      try (MemoryStore store = Stores.open(Samples.options(folder, index))) {
        assertThat(store.<Long>read(r -> r.count(everyone))).isEqualTo(MEMORIES + 1L);
        assertThat(ids(store.read(r -> r.nearest(query, one, 10)))).containsExactly(only);
        assertThat(ids(store.read(r -> r.matching(List.of("coffee", "rare"), one, 10))))
            .containsExactly(only);
        List<Memory> listed = store.read(r -> r.list(one, null, 10).items());
        assertThat(listed).extracting(Memory::id).containsExactly(only);
        assertThat(store.<Long>read(r -> r.count(one))).isEqualTo(1);
        // What passes nearly always is not given up for it either.
        List<ScoredId> all = store.read(r -> r.nearest(query, everyone, 10));
        List<ScoredId> others = store.read(r -> r.nearest(query, most, 10));
        assertThat(ids(all)).doesNotContain(only);
        assertThat(others).isEqualTo(all);
      }
    }
  }

  private static List<MemoryId> ids(List<ScoredId> found) {
    return found.stream().map(ScoredId::id).toList();
  }

  private MemoryId filled(Path folder) {
    try (MemoryStore store = Stores.open(Samples.options(folder))) {
      return fill(store);
    }
  }

  /** Many memories near the query that do not pass, and one far from it that does. */
  private MemoryId fill(MemoryStore store) {
    float[] opposite = new float[query.length];
    for (int i = 0; i < query.length; i++) {
      opposite[i] = -query[i];
    }
    return store.write(
        w -> {
          for (int i = 0; i < TEMPLATES; i++) {
            add(w, "coffee rare", "T-2", samples.near(query, 0.8));
          }
          multiply(((Session) w).sql());
          return add(w, "coffee", "T-1", opposite).id();
        });
  }

  private Memory add(StoreWriter writer, String text, String ticket, float[] vector) {
    Message message = samples.message(Samples.ALICE, text);
    Memory memory =
        samples
            .memory(message)
            .withMetadata(new Metadata(Map.of("ticket", ticket, "level", 3)), Samples.NOON);
    writer.add(message);
    writer.add(memory, vector);
    return memory;
  }

  /** Copies rows as they are, which takes a fraction of the time of adding memories. */
  private static void multiply(Sql sql) {
    String copies =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";
    String many = copies.formatted(MEMORIES / TEMPLATES - 1);
    String columns =
        "user_key, state, observed, created, updated, valid_from, sightings, message_key, passage,"
            + " role, distiller, text_hash, metadata, text";
    sql.update(
        many
            + "INSERT INTO memory (key, id, "
            + columns
            + ") SELECT key + i * ?, randomblob(16), "
            + columns
            + " FROM n, memory WHERE key <= ?",
        TEMPLATES,
        TEMPLATES);
    sql.update(
        "INSERT INTO embedding SELECT m.key, e.space, e.vector FROM memory m"
            + " JOIN embedding e ON e.memory = (m.key - 1) % ?1 + 1 WHERE m.key > ?1",
        TEMPLATES);
    sql.update(
        "INSERT INTO signature SELECT m.key, m.key, s.state, s.user_key, s.agent_key, s.run_key,"
            + " s.app_key, s.expires, s.bits FROM memory m"
            + " JOIN signature s ON s.memory = (m.key - 1) % ?1 + 1 WHERE m.key > ?1",
        TEMPLATES);
    new KeywordIndex(sql).rebuild();
    if (Vec0Present.Build.hasIt()) {
      new Vec0Rows(sql).apply(Integer.MAX_VALUE);
    }
  }
}
