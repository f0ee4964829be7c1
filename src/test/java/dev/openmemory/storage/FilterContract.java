package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Filter;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Validity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters let through, the same in every kind of read and with every vector index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FilterContract {

  private final Samples samples = new Samples(21);
  private final float[] vector = samples.vector();
  private final Map<String, Memory> named = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private MemoryStore store;

  abstract MemoryStore open(Path folder);

  @BeforeAll
  void fill(@TempDir Path folder) {
    store = open(folder);
    Scope bob = new Scope("bob", "coder", "r2", null);
    add("a", Samples.ALICE, Actor.USER, "2026-03-01T10:00:00Z", "{'n': 1, 'tags': ['x', 'y']}");
    add("b", bob, Actor.USER, "2026-04-01T10:00:00Z", "{'n': 2.5, 'tags': 'x', 'done': true}");
    add(
        "c",
        bob,
        new Actor(Role.ASSISTANT, "Max"),
        "2026-05-01T10:00:00Z",
        "{'n': '2', 'deep': {'er': {'key': 'ÄRGER', 'list': [1, 2]}}, 'done': false}");
    add("d", Samples.ALICE, Actor.USER, "2026-05-01T23:00:00Z", "{'deep.er': 7, 'n': null}");
    add("e", Samples.ALICE, Actor.USER, "2026-05-02T00:00:00Z", "{}");
    add(
        "f",
        Samples.ALICE,
        Actor.USER,
        "2026-06-01T00:00:00Z",
        "{'q\\\"uo\\\\te': 'x', 'categories': ['Health', 'sports'], 'o': {'x': 'x'}}");
    store.write(
        w -> {
          Memory a = named("a");
          Instant end = Instant.parse("2026-05-01T00:00:00Z");
          Validity ended = new Validity(a.validity().from(), end, named("d").id());
          w.update(a.withValidity(ended, Samples.NOON), null);
          return true;
        });
  }

  @AfterAll
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                       | a b c d e f",
        "{'n': 1}                                 | a",
        "{'n': 1.0}                               | a",
        "{'n': '2'}                               | c",
        "{'n': {'ne': 1}}                         | b c d e f",
        "{'n': {'gt': 1}}                         | b",
        "{'n': {'gte': 1, 'lt': 2.5}}             | a",
        "{'n': {'lte': 'z'}}                      | c",
        "{'n': [1, '2', 9]}                       | a c",
        "{'n': {'nin': [1, '2', 9]}}              | b d e f",
        "{'n': '*'}                               | a b c",
        "{'n': null}                              | d e f",
        "{'n': {'exists': true}}                  | a b c",
        "{'done': true}                           | b",
        "{'done': {'ne': true}}                   | a c d e f",
        "{'tags': 'x'}                            | a b",
        "{'tags': {'contains': 'y'}}              | a",
        "{'tags': {'in': ['y', 'z']}}             | a",
        "{'categories': 'Health'}                 | f",
        "{'categories': {'contains': 'health'}}   | ``",
        "{'categories': {'icontains': 'health'}}  | f",
        "{'o': 'x'}                               | ``",
        "{'o': '*'}                               | f",
        "{'o.x': 'x'}                             | f",
        "{'deep.er.key': {'icontains': 'ärg'}}    | c",
        "{'deep.er.key': {'contains': 'ärg'}}     | ``",
        "{'deep.er.list': {'contains': 2}}        | c",
        "{'deep.er.list': 3}                      | ``",
        "{'deep.er': 7}                           | d",
        "{'deep.er': '*'}                         | c d",
        "{'metadata': {'q\\\"uo\\\\te': 'x'}}     | f",
        "{'user_id': 'bob'}                       | b c",
        "{'user_id': {'ne': 'bob'}}               | a d e f",
        "{'user_id': ['bob', 'nobody']}           | b c",
        "{'user_id': 'nobody'}                    | ``",
        "{'user_id': {'nin': ['nobody']}}         | a b c d e f",
        "{'user_id': {'contains': 'lic'}}         | a d e f",
        "{'agent_id': '*'}                        | b c",
        "{'run_id': {'gte': 'r2'}}                | b c",
        "{'app_id': '*'}                          | ``",
        "{'role': 'assistant'}                    | c",
        "{'speaker': {'icontains': 'MAX'}}        | c",
        "{'speaker': {'ne': 'Max'}}               | a b d e f",
        "{'text': {'icontains': 'COFFEE A'}}      | a",
        "{'observed_at': '2026-05-01'}            | c d",
        "{'observed': {'gt': '2026-05-01'}}       | e f",
        "{'observed': {'gte': '2026-05', 'lt': '2026-05-02'}} | c d",
        "{'observed_at': {'lte': '2026-05-01T10:00:00Z'}} | a b c",
        "{'observed_at': {'in': ['2026-03', '2026-06']}} | a f",
        "{'observed_at': {'lt': 1775037600}}      | a",
        "{'expires_at': '*'}                      | ``",
        "{'valid_to': '*'}                        | a",
        "{'OR': [{'n': 1}, {'n': 2.5}]}           | a b",
        "{'NOT': [{'n': 1}, {'n': 2.5}]}          | c d e f",
        "{'NOT': {'AND': [{'n': '*'}, {'user_id': 'bob'}]}} | a d e f",
        "{'AND': [{'NOT': {'NOT': {'n': '*'}}}, {'OR': [{'role': 'user'}, {'x': 1}]}]} | a b"
      })
  void theSamePassInEveryRead(String filter, String expected) {
    MemoryFilter asked = MemoryFilter.active(Scope.ANY, Samples.NOON).where(read(filter));
    List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
    assertThat(reads(asked)).allSatisfy(found -> assertThat(found).isEqualTo(names));
    assertThat(store.<Long>read(r -> r.count(asked))).isEqualTo(names.size());
  }

  @Test
  void whatWasTrueAtATimeIsToldFromWhatIsStanding() {
    assertThat(passing(Filter.validAt(Instant.parse("2026-04-15T00:00:00Z"))))
        .containsExactly("a", "b");
    assertThat(passing(Filter.validAt(Instant.parse("2026-05-01T00:00:00Z")))).containsExactly("b");
    assertThat(passing(Filter.standingAt(Samples.NOON))).containsExactly("b", "c", "d", "e", "f");
  }

  @Test
  void aWriterFiltersByWhatItHasWritten() {
    MemoryFilter fresh =
        MemoryFilter.active(Samples.ALICE, Samples.NOON).where(read("{'fresh': true}"));
    List<List<ScoredId>> seen =
        store.write(
            w -> {
              List<ScoredId> before = w.nearest(vector, fresh, 5);
              Memory e = named("e");
              w.update(e.withMetadata(new Metadata(Map.of("fresh", true)), Samples.NOON), null);
              List<ScoredId> after = w.nearest(vector, fresh, 5);
              w.update(e, null);
              return List.of(before, after);
            });
    assertThat(seen.get(0)).isEmpty();
    assertThat(seen.get(1)).hasSize(1);
  }

  private List<String> passing(Filter filter) {
    MemoryFilter asked = MemoryFilter.active(Scope.ANY, Samples.NOON).where(filter);
    List<List<String>> reads = reads(asked);
    assertThat(reads).containsOnly(reads.get(0));
    return reads.get(0);
  }

  /** What passes a filter, in each way of reading. */
  private List<List<String>> reads(MemoryFilter filter) {
    return store.read(
        r ->
            List.of(
                names(r.list(filter, null, 100).items().stream().map(Memory::id).toList()),
                names(r.ids(filter)),
                names(r.nearest(vector, filter, 100).stream().map(ScoredId::id).toList()),
                names(r.alike(vector, filter, 100).stream().map(ScoredId::id).toList()),
                names(
                    r.matching(List.of("coffee"), filter, 100).stream().map(ScoredId::id).toList()),
                names(
                    r.naming(List.of("coffee"), List.of(), filter, 100)
                        .getOrDefault("coffee", List.of())),
                names(
                    r.naming(List.of("coffee"), List.of("coffee", "tea"), filter, 100)
                        .getOrDefault("coffee", List.of())),
                names(
                    r.keywordScores(
                            List.of("coffee"),
                            filter,
                            named.values().stream().map(Memory::id).toList())
                        .keySet())));
  }

  private List<String> names(Collection<?> ids) {
    return named.entrySet().stream()
        .filter(entry -> ids.contains(entry.getValue().id()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Memory named(String name) {
    @Nullable Memory memory = named.get(name);
    if (memory == null) {
      throw new IllegalArgumentException(name);
    }
    return memory;
  }

  private void add(String name, Scope scope, Actor actor, String observed, String metadata) {
    Instant at = Instant.parse(observed);
    String text = "coffee " + name;
    Message message =
        new Message(new MessageId(samples.uuid()), scope, actor, "test", text, at, at);
    Memory memory = samples.memory(message).withMetadata(metadata(metadata), Samples.NOON);
    named.put(name, memory);
    store.write(
        w -> {
          w.add(message);
          w.add(memory, samples.near(vector, 0.5));
          return new ArrayList<>();
        });
  }

  private static Metadata metadata(String json) {
    try {
      return new Metadata(
          Json.mapper()
              .readValue(
                  json.replace('\'', '"'), new TypeReference<Map<String, @Nullable Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static Filter read(String json) {
    try {
      return FilterReader.read(Json.mapper().readValue(json.replace('\'', '"'), Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
