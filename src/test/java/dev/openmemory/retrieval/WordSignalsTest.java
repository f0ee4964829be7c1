package dev.openmemory.retrieval;

import static dev.openmemory.retrieval.Evidences.ASSISTANT;
import static dev.openmemory.retrieval.Evidences.evidence;
import static dev.openmemory.retrieval.Evidences.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.model.Actor;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Role;
import dev.openmemory.storage.Sketch;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordSignalsTest {

  private static Candidate inRun(int number, long run, String text) {
    return said(number, Actor.USER, text, 0, 0, run, null);
  }

  private static double[] topics(String question, Candidate... candidates) {
    Evidence evidence = evidence(question, candidates);
    Values values = TopicSignal.measure(evidence, new Words(evidence.candidates()));
    return values == null ? new double[] {} : values.scaled();
  }

  @Test
  void aRunThatHoldsTheWordsOfTheQuestionInSeveralPlacesIsAboutIt() {
    double[] topics =
        topics(
            "Which boat did we rent in Horta?",
            inRun(1, 1, "The boats were small."),
            inRun(2, 1, "Horta was windy."),
            inRun(3, 1, "We ate fish."),
            inRun(4, 2, "A boat came by."),
            inRun(5, 3, "The weather was fine."),
            inRun(6, 0, "We rented a boat in Horta."));
    assertThat(topics[2]).isEqualTo(topics[0]).isEqualTo(topics[1]).isBetween(0.3, 0.9);
    assertThat(topics[3]).isLessThan(topics[0]).isPositive();
    assertThat(topics[4]).isZero();
    assertThat(topics[5])
        .as("without a run")
        .isCloseTo((3 * topics[0] + topics[3]) / 5, within(1e-9));
  }

  @Test
  void oneRunAloneTellsNothingApart() {
    assertThat(topics("boat", inRun(1, 1, "a boat"), inRun(2, 1, "a car"))).isEmpty();
  }

  @Test
  void whatSharesTellingWordsWithTheBestHitsEchoesThem() {
    Evidence evidence =
        evidence(
            "What did I buy?",
            said(1, Actor.USER, "I bought a kayak with a paddle.", 0.9, 9),
            said(2, Actor.USER, "The kayak leaks and the paddle broke.", 0.1, 0),
            said(3, Actor.USER, "It rained all day.", 0.1, 0),
            said(4, Actor.USER, "The roof leaks too.", 0.1, 0));
    Tally tally = new Tally(evidence);
    tally.measure(new SemanticSignal());
    tally.measure(new KeywordSignal());
    double[] echoes = EchoSignal.measure(tally, new Words(evidence.candidates())).scaled();
    assertThat(echoes[0]).isEqualTo(1);
    assertThat(echoes[1]).isGreaterThan(0.5);
    assertThat(echoes[2]).isLessThan(echoes[1]);
  }

  @Test
  void whatTheAssistantMadeOfItTellsWhatTheUserAskedFor() {
    assertThat(
            new AnsweredSignal()
                .measure(
                    evidence(
                        "?",
                        said(1, Actor.USER, "And that?", 0, 0),
                        said(2, ASSISTANT, "To renew a passport, bring a photo.", 0.8, 0),
                        said(4, Actor.USER, "Thanks.", 0.4, 0),
                        said(5, new Actor(Role.USER, "Ann"), "You are welcome.", 0.8, 0)))
                .scaled())
        .containsExactly(1, 0, 0, 0);
  }

  @Test
  void wordsCountByTheirStemAndTheRarerTheMore() {
    Words words =
        new Words(
            List.of(
                said(1, new Actor(Role.USER, "Ann"), "We're DEPLOYING today", 0, 0),
                said(2, Actor.USER, "I deployed it, then I slept. Élan!", 0, 0)));
    int deploy = words.number("deploys");
    assertThat(words.holds(0, deploy)).isTrue();
    assertThat(words.holders(deploy)).isEqualTo(2);
    assertThat(words.holds(0, words.number("ann"))).as("who said it").isTrue();
    assertThat(words.holds(1, words.number("élan"))).isTrue();
    assertThat(words.rarity(words.number("today"))).isGreaterThan(words.rarity(deploy));
    int[] both = words.numbers(List.of("today", "deployment", "today"));
    assertThat(both).hasSize(2);
    assertThat(words.coverage(0, both)).isEqualTo(1);
    assertThat(words.coverage(1, both)).isBetween(0.01, 0.4);
    words.add(
        List.of(
            said(1, Actor.USER, "", 0, 0),
            said(2, Actor.USER, "", 0, 0),
            said(3, Actor.USER, "Deploy!", 0, 0)));
    assertThat(words.holds(2, deploy)).isTrue();
    assertThat(words.holders(deploy)).as("which the searches found").isEqualTo(2);
  }

  @Test
  void aQuestionAboutThePastAsksForNoStandingWish() {
    Candidate wish = said(1, Actor.USER, "Always show an example.", 0, 0);
    for (String past :
        List.of(
            "Have I ever fixed a bug?",
            "What did we decide?",
            "In which order I brought up",
            "How many?")) {
      assertThat(WishSignal.standing().measure(evidence(past, wish))).as(past).isNull();
    }
    assertThat(WishSignal.standing().measure(evidence("How do I fix a bug?", wish))).isNotNull();
  }

  @Test
  void nearnessAndSharedWordsMakeAnAnswerLikely() {
    Candidate near = said(1, Actor.USER, "My boat is called Thetis.", 0.85, 5);
    Candidate far = said(2, Actor.USER, "It rained.", 0.5, 0);
    assertThat(answerability("What is my boat called?", near, far)).isGreaterThan(0.9);
    assertThat(answerability("What is my boat called?", far)).isLessThan(0.05);
    assertThat(answerability("What is my boat called?")).isZero();
  }

  private static double answerability(String question, Candidate... candidates) {
    Evidence evidence = evidence(question, candidates);
    return Answerability.of(evidence, new Words(evidence.candidates()));
  }

  @Test
  void theBestAreOfDifferentMessages() {
    Candidate passage = said(1, Actor.USER, "I bought a kayak and a tent.", 0.9, 9);
    Sketch told = passage.sketch();
    Candidate fact =
        new Candidate(
            new Sketch(
                new MemoryId(new UUID(7L << 12, 2_000)),
                told.message(),
                told.before(),
                told.after(),
                told.run(),
                told.actor(),
                false,
                "User bought a kayak.",
                told.observedAt(),
                null),
            0.95,
            9,
            Traits.of("User bought a kayak."));
    Tally tally =
        new Tally(
            evidence(
                "What did I buy?",
                passage,
                fact,
                said(2, Actor.USER, "It rained all day.", 0.2, 0),
                said(3, Actor.USER, "The roof leaks.", 0.1, 0)));
    tally.measure(new SemanticSignal());
    assertThat(tally.best(2)).containsExactly(1, 2);
    assertThat(tally.best(9)).containsExactly(1, 2, 3);
  }

  @Test
  void whatWasSaidInManyConversationsIsTakenFromMany() {
    Candidate[] said = {
      said(1, Actor.USER, "a", 0.95, 0, 1, null),
      said(2, Actor.USER, "b", 0.90, 0, 1, null),
      said(3, Actor.USER, "c", 0.85, 0, 1, null),
      said(4, Actor.USER, "d", 0.80, 0, 2, null),
      said(5, Actor.USER, "e", 0.10, 0, 3, null),
      said(6, Actor.USER, "f", 0.05, 0, 0, null)
    };
    Tally tally = new Tally(evidence("What did I try across all my sessions?", said));
    tally.measure(new SemanticSignal());
    Values breadth = Objects.requireNonNull(BreadthSignal.measure(tally));
    assertThat(breadth.scaled()).containsExactly(1, 0.8, 0.6, 1, 1, 1);
    tally.add(BreadthSignal.NAME, breadth);
    assertThat(tally.bestFirst().subList(0, 2)).containsExactly(0, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Can you list the order in which I brought up my plans?",
        "How many different recipes have I tried?",
        "How did my project develop throughout our many conversations?",
        "How many concerts have I been to so far?",
        "In what order did I visit them?"
      })
  void manyConversationsAreAskedFor(String question) {
    assertThat(BreadthSignal.measure(new Tally(evidence(question, inRun(1, 1, "a"))))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What did I order at the restaurant?",
        "What is the game with cards of different colours?",
        "Which river runs across the valley?",
        "Where did I leave my keys?"
      })
  void oneIsEnoughOtherwise(String question) {
    assertThat(BreadthSignal.measure(new Tally(evidence(question, inRun(1, 1, "a"))))).isNull();
  }
}
