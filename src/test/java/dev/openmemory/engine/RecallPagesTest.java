package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers in pages and in so many tokens. */
class RecallPagesTest extends EngineFixture {

  private final Embedder embedder =
      EmbeddingModels.open(
          EmbeddingModels.find(List.of(Path.of("models")), EmbeddingModels.DEFAULT),
          Path.of("target", "native-cache"));

  @AfterEach
  void closeModel() {
    embedder.close();
  }

  @Test
  void pagesGoThroughTheSameRankingWithoutGapsOrRepeats() {
    for (String animal : List.of("ant", "bear", "cow", "dog", "elk", "fox", "goat")) {
      add("A " + animal + " was seen in the garden by the old wall");
    }
    RecallRequest all = request("What was seen in the garden?", 10);
    List<Memory> whole = memories(engine.recall(all));
    assertThat(whole).hasSize(7);
    List<Memory> paged = new ArrayList<>();
    Cursor cursor = null;
    do {
      Recalled page = engine.recall(request("What was seen in the garden?", 3).page(cursor, null));
      paged.addAll(memories(page));
      cursor = page.next();
    } while (cursor != null && paged.size() < 20);
    assertThat(paged).isEqualTo(whole);
  }

  @Test
  void aCursorOfAnotherQuestionIsRefused() {
    add("A cat");
    add("A dog and a bird");
    Cursor cursor = engine.recall(request("animals", 1)).next();
    assertThat(cursor).isNotNull();
    assertThatThrownBy(() -> engine.recall(request("plants", 1).page(cursor, null)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> engine.recall(request("animals", 1).page(new Cursor("AAAA"), null)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void asManyOfTheBestAsFitAreGivenAndTheRestFollows() {
    for (String city : List.of("Rome", "Oslo", "Paris", "Lima", "Kyoto")) {
      add("The trip to " + city + " was booked by Ann");
    }
    List<Memory> whole = memories(engine.recall(request("Which trips were booked?", 10)));
    int line = tokens(engine.recall(request("Which trips were booked?", 1)));
    int budget = line * 2 + line / 2;
    List<Memory> packed = new ArrayList<>();
    Cursor cursor = null;
    do {
      Recalled page = engine.recall(request("Which trips were booked?", 10).page(cursor, budget));
      assertThat(tokens(page)).isLessThanOrEqualTo(budget);
      assertThat(page.hits()).hasSizeBetween(1, 3);
      packed.addAll(memories(page));
      cursor = page.next();
    } while (cursor != null && packed.size() < 20);
    assertThat(packed).isEqualTo(whole);
  }

  @Test
  void whatIsTooLongByItselfIsPassedOver() {
    add("Ann keeps bees. " + "They live in the garden behind the old wall. ".repeat(3));
    Memory brief = add("Ann keeps two goats");
    Recalled answer = engine.recall(request("What does Ann keep?", 10).page(null, 45));
    assertThat(memories(answer)).containsExactly(brief);
    assertThat(answer.omitted()).isEqualTo(1);
    assertThat(answer.next()).isNull();
  }

  @Test
  void aLineSaysWhenAndByWhomAndWhatIsKnownAgainstIt() {
    Memory memory = add("I live in\n Berlin");
    Recalled.Hit hit = engine.recall(request("Where do I live?", 1)).hits().get(0);
    assertThat(Line.of(hit)).isEqualTo("2026-03-01 user: I live in Berlin (" + memory.id() + ")");
    Memory other = memory.withText("I live in Lisbon", clock.instant());
    Recalled.Hit past =
        new Recalled.Hit(hit.memory(), 1, List.of(), other, List.of(other), List.of());
    assertThat(Line.of(past))
        .contains("[replaced by: I live in Lisbon; contradicted by: I live in Lisbon]");
  }

  @Test
  void theWorkIsToldWhenAskedFor() {
    add("A cat");
    assertThat(engine.recall(request("cat", 1)).work()).isNull();
    RecallRequest asked = new RecallRequest("cat", Scope.ANY, 1, null, true, CURSOR);
    Recalled.Work work = Objects.requireNonNull(engine.recall(asked).work());
    assertThat(work.sources()).containsEntry("semantic", 1).containsEntry("keyword", 1);
    assertThat(work.millis()).containsKeys("embed", "search");
  }

  private static RecallRequest request(String question, int limit) {
    return new RecallRequest(question, Scope.ANY, limit, null, false, CURSOR);
  }

  private static List<Memory> memories(Recalled answer) {
    return answer.hits().stream().map(Recalled.Hit::memory).toList();
  }

  private int tokens(Recalled answer) {
    return answer.hits().stream().mapToInt(hit -> embedder.countTokens(Line.of(hit))).sum();
  }
}
