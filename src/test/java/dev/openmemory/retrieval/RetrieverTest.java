package dev.openmemory.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrieverTest {

  private static final Caller CALLER = new Caller("test");
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @SuppressWarnings("NullAway.Init") // before each test
  private Engine engine;

  @BeforeEach
  void open(@TempDir Path folder) {
    engine = Engines.open(folder.resolve("memory.db"), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void remember(String run, String... texts) {
    engine.remember(
        new RememberRequest(
            Arrays.stream(texts)
                .map(text -> new RememberRequest.Said(Actor.USER, text, null))
                .toList(),
            new Scope("ann", null, run, null),
            CALLER,
            false,
            NOON,
            null,
            Metadata.EMPTY));
  }

  private List<String> found(String question, Map<String, Double> weights) {
    return recalled(question, weights).hits().stream().map(hit -> hit.memory().text()).toList();
  }

  private Recalled recalled(String question, Map<String, Double> weights) {
    return engine.recall(
        new RecallRequest(question, Scope.user("ann"), 2, null, true, CALLER, null, weights));
  }

  @Test
  void theSecondHopIsFoundThroughARareName() {
    remember("films", "The Glass Harbour was directed by Ilse Vandermolen and won three prizes.");
    remember("people", "Ilse Vandermolen grew up on a farm near Ghent with four brothers.");
    for (int i = 0; i < 12; i++) {
      remember("films" + i, "The ferry number " + i + " was late again and the coffee was cold.");
      remember("people" + i, "My neighbour number " + i + " keeps bees behind the old garage.");
    }
    String question = "Where did the director of The Glass Harbour grow up?";
    assertThat(found(question, Map.of()))
        .containsExactlyInAnyOrder(
            "The Glass Harbour was directed by Ilse Vandermolen and won three prizes.",
            "Ilse Vandermolen grew up on a farm near Ghent with four brothers.");
    assertThat(recalled(question, Map.of()).hits().get(1).signals())
        .filteredOn(signal -> signal.name().equals("bridge"))
        .singleElement()
        .satisfies(signal -> assertThat(signal.value()).isPositive());
  }

  @Test
  void aNameThatManyMemoriesHoldLeadsToWhatAnswersTheRestOfTheQuestion() {
    remember("town", "Ceelmakoile is a small town in the middle of Somalia.");
    remember("rule", "In Somalia the parliament elected a new president in September.");
    for (int i = 0; i < 12; i++) {
      remember("trip" + i, "On trip " + i + " to Somalia we ate rice with bananas and slept well.");
      remember("vote" + i, "The president of club " + i + " was elected by nine members again.");
    }
    Map<String, Double> nothingElse =
        Map.of("standing", 0.0, "topic", 0.0, "session", 0.0, "echo", 0.0);
    assertThat(
            recalled("Who is president of the country of Ceelmakoile?", nothingElse).hits().stream()
                .filter(hit -> hit.memory().text().contains("parliament"))
                .flatMap(hit -> hit.signals().stream())
                .filter(signal -> signal.name().equals("bridge")))
        .singleElement()
        .satisfies(signal -> assertThat(signal.value()).isPositive());
  }

  @Test
  void aNameInManyPassagesOfOneMessageIsRareAllTheSame() {
    remember("films", "The Glass Harbour was directed by Ilse Vandermolen and won three prizes.");
    StringBuilder life = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      life.append("In year ").append(i).append(" Ilse Vandermolen moved to yet another farm. ");
      life.append("Her brothers wrote letters to each other and she kept bees near Ghent. ");
    }
    remember("people", life.toString());
    for (int i = 0; i < 12; i++) {
      remember("films" + i, "The ferry number " + i + " was late again and the coffee was cold.");
    }
    RecallRequest request =
        new RecallRequest(
            "Who made The Glass Harbour?",
            Scope.user("ann"),
            5,
            null,
            true,
            CALLER,
            null,
            Map.of());
    assertThat(engine.recall(request).hits())
        .filteredOn(hit -> hit.memory().text().contains("brothers"))
        .isNotEmpty()
        .flatExtracting(Recalled.Hit::signals)
        .filteredOn(signal -> signal.name().equals("bridge"))
        .allSatisfy(signal -> assertThat(signal.value()).isPositive());
  }

  @Test
  void aWishIsFoundForWhatItBearsOnAndForNothingElse() {
    String wish = "Always give amounts in grams when I ask about baking.";
    remember("kitchen", wish);
    remember("work", "The staging database runs on port 5433.");
    for (int i = 0; i < 12; i++) {
      remember("bread" + i, "I baked a rye bread on day " + i + " and it was too wet again.");
    }
    assertThat(found("How do I bake a rye bread?", Map.of())).contains(wish);
    assertThat(found("Which port does the staging database use?", Map.of()).get(0))
        .contains("5433");
  }

  @Test
  void aMemoryWithoutARunStandsBesideThoseOfConversations() {
    for (int run = 0; run < 5; run++) {
      remember(
          "chat" + run,
          "Where do you all work these days?",
          "I still work at the bakery, and work is fine.",
          "Carla told me that her work keeps her busy in week " + run + ".");
    }
    engine.remember(
        new RememberRequest(
            List.of(new RememberRequest.Said(Actor.USER, "Carla works at Initech.", null)),
            Scope.user("ann"),
            CALLER,
            false,
            NOON,
            null,
            Metadata.EMPTY));
    assertThat(found("Where does Carla work?", Map.of()).get(0))
        .isEqualTo("Carla works at Initech.");
  }

  @Test
  void theSameQuestionGivesTheSameAnswer() {
    for (int i = 0; i < 30; i++) {
      remember("run" + i % 5, "I bought " + (i + 2) + " apples and a pear at the market.");
    }
    List<String> first = found("How many apples did I buy?", Map.of());
    for (int i = 0; i < 5; i++) {
      assertThat(found("How many apples did I buy?", Map.of())).isEqualTo(first);
    }
  }

  @Test
  void aLongMessageDoesNotFillTheAnswer() {
    StringBuilder diary = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      diary.append("On day ").append(i).append(" of the sailing trip the wind was with us. ");
      diary.append("We ate soup, mended a sail, and wrote down what the sea looked like. ");
    }
    remember("diary", diary.toString());
    remember("chat", "The sailing trip ended in Horta.");
    assertThat(
            engine
                .recall(
                    new RecallRequest(
                        "the sailing trip", Scope.user("ann"), 3, null, false, CALLER))
                .hits())
        .extracting(hit -> hit.memory().text())
        .contains("The sailing trip ended in Horta.");
  }
}
