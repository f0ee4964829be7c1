package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a question find. */
class KeywordSearchTest {

  private static final MemoryFilter ALICE = MemoryFilter.active(Samples.ALICE, Samples.NOON);

  private final Samples samples = new Samples(3);

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
  void wordsMatchWhateverTheirFormCaseAndAccents() {
    Memory memory = stored(Samples.ALICE, "She was Running to the Café in São Paulo");
    for (String word : List.of("run", "runs", "CAFE", "café", "sao", "Paulo")) {
      assertThat(found(List.of(word), ALICE)).as(word).containsExactly(memory.id());
    }
    assertThat(found(List.of("walk"), ALICE)).isEmpty();
  }

  @Test
  void oneTermOfManyIsEnoughAndMoreAreBetter() {
    Memory one = stored(Samples.ALICE, "the zebra and the horse");
    Memory both = stored(Samples.ALICE, "the zebra and the yak");
    stored(Samples.ALICE, "the cow and the horse");
    stored(Samples.ALICE, "the cow and the goat");
    assertThat(found(List.of("zebra", "yak"), ALICE)).containsExactly(both.id(), one.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "*",
        "zeb*",
        "NEAR(zebra lion)",
        "AND",
        "OR",
        "NOT zebra",
        "^zebr",
        "text:zebra",
        "{scope} : s1",
        "s1",
        "-",
        "()",
        "zebra AND lion",
        "a\0b",
        "'; DROP TABLE memory; --",
        "\uD800"
      })
  void noTermIsReadAsAnOperator(String term) {
    stored(Samples.ALICE, "a zebra");
    assertThat(found(List.of(term), ALICE)).isEmpty();
    assertThat(found(List.of(term, "zebra"), ALICE)).hasSize(1);
  }

  @Test
  void aTermOfSeveralWordsIsAPhrase() {
    Memory phrase = stored(Samples.ALICE, "call foo-bar now");
    stored(Samples.ALICE, "bar and foo");
    assertThat(found(List.of("foo-bar"), ALICE)).containsExactly(phrase.id());
  }

  @Test
  void noTermsFindNothing() {
    stored(Samples.ALICE, "a zebra");
    assertThat(found(List.of(), ALICE)).isEmpty();
    assertThat(found(List.of("", " ", "?!"), ALICE)).isEmpty();
  }

  @Test
  void everyAxisOfTheScopeMustMatch() {
    Scope whole = new Scope("alice", "bot", "r1", "app");
    Memory memory = stored(whole, "a zebra");
    stored(Scope.user("bob"), "another zebra");
    for (Scope scope :
        List.of(
            whole,
            Samples.ALICE,
            new Scope(null, "bot", null, null),
            new Scope(null, null, "r1", "app"))) {
      assertThat(found(List.of("zebra"), MemoryFilter.active(scope, Samples.NOON)))
          .containsExactly(memory.id());
    }
    assertThat(found(List.of("zebra"), MemoryFilter.active(Scope.ANY, Samples.NOON))).hasSize(2);
    // The values are those of other axes.
    assertThat(found(List.of("zebra"), MemoryFilter.active(Scope.user("bot"), Samples.NOON)))
        .isEmpty();
  }

  @Test
  void scoresAreThoseOfTheSearch() {
    for (int i = 0; i < 20; i++) {
      stored(Samples.ALICE, "zebra ".repeat(1 + i % 4) + "yak".repeat(i % 3) + " word" + i);
    }
    List<String> terms = List.of("zebra", "yak");
    List<ScoredId> hits = store.read(r -> r.matching(terms, ALICE, 50));
    Map<MemoryId, Double> scores =
        store.read(r -> r.keywordScores(terms, ALICE, hits.stream().map(ScoredId::id).toList()));
    assertThat(hits).hasSize(20);
    assertThat(hits)
        .allSatisfy(
            hit -> {
              assertThat(hit.score()).isPositive();
              assertThat(scores).containsEntry(hit.id(), hit.score());
            });
  }

  @Test
  void equalScoresAreOrderedById() {
    List<MemoryId> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ids.add(stored(Samples.ALICE, "the same zebra").id());
    }
    assertThat(found(List.of("zebra"), ALICE, 7))
        .containsExactlyElementsOf(ids.stream().sorted().limit(7).toList());
  }

  @Test
  void aTermThatStandsEverywhereDoesNotHideTheRarerOnes() {
    List<MemoryId> rare = new ArrayList<>();
    store.write(
        w -> {
          float[] vector = samples.vector();
          for (int i = 0; i < 12_000; i++) {
            String text =
                String.format(
                    Locale.ROOT,
                    "user%s%s number%d",
                    i % 2 == 0 ? " often" : "",
                    i % 4_000 == 17 ? " zebra" : "",
                    i);
            Memory memory = samples.stored(w, Samples.ALICE, text, vector);
            if (text.contains("zebra")) {
              rare.add(memory.id());
            }
          }
          return true;
        });
    List<String> terms = List.of("user", "often", "zebra", "number17");
    List<ScoredId> hits = store.read(r -> r.matching(terms, ALICE, 10));
    assertThat(hits).extracting(ScoredId::id).containsAll(rare);
    assertThat(hits).hasSize(3);
    assertThat(hits.get(0).id()).isEqualTo(rare.get(0));
    Map<MemoryId, Double> scores = store.read(r -> r.keywordScores(terms, ALICE, rare));
    assertThat(hits).allSatisfy(hit -> assertThat(scores).containsEntry(hit.id(), hit.score()));
    assertThat(found(List.of("user", "often"), ALICE, 10)).hasSize(10);
  }

  private Memory stored(Scope scope, String text) {
    return store.write(w -> samples.stored(w, scope, text, samples.vector()));
  }

  private List<MemoryId> found(List<String> terms, MemoryFilter filter) {
    return found(terms, filter, 50);
  }

  private List<MemoryId> found(List<String> terms, MemoryFilter filter, int limit) {
    return store.read(r -> r.matching(terms, filter, limit).stream().map(ScoredId::id).toList());
  }
}
