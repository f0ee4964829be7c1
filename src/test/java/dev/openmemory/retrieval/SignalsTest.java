package dev.openmemory.retrieval;

import static dev.openmemory.retrieval.Evidences.ASSISTANT;
import static dev.openmemory.retrieval.Evidences.NOON;
import static dev.openmemory.retrieval.Evidences.askedAt;
import static dev.openmemory.retrieval.Evidences.evidence;
import static dev.openmemory.retrieval.Evidences.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Actor;
import dev.openmemory.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SignalsTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private static final double[] NOT_ASKED_FOR = {};

  private static double[] scaled(Signal signal, String question, Candidate... candidates) {
    Values values = signal.measure(evidence(question, candidates));
    return values == null ? NOT_ASKED_FOR : values.scaled();
  }

  @Test
  void meaningIsMeasuredFromTheLeastToTheMostOfTheCandidates() {
    assertThat(
            scaled(
                new SemanticSignal(),
                "?",
                said(1, Actor.USER, "a", 0.2, 0),
                said(2, Actor.USER, "b", 0.8, 0),
                said(3, Actor.USER, "c", 0.5, 0)))
        .containsExactly(new double[] {0, 1, 0.5}, CLOSE);
    assertThat(scaled(new SemanticSignal(), "?", said(1, Actor.USER, "a", 0.2, 0)))
        .containsExactly(1);
  }

  @Test
  void wordsAreMeasuredByTheBest() {
    assertThat(
            scaled(
                new KeywordSignal(),
                "?",
                said(1, Actor.USER, "a", 0, 2),
                said(2, Actor.USER, "b", 0, 8),
                said(3, Actor.USER, "c", 0, 0)))
        .containsExactly(new double[] {0.25, 1, 0}, CLOSE);
    assertThat(scaled(new KeywordSignal(), "?", said(1, Actor.USER, "a", 0.2, 0)))
        .containsExactly(0);
  }

  @Test
  void whatWasSaidBesideAHitIsHeard() {
    assertThat(
            scaled(
                new NeighbourSignal(),
                "?",
                said(1, Actor.USER, "the question", 0, 8),
                said(2, Actor.USER, "the answer", 0, 0),
                said(3, Actor.USER, "one more", 0, 4),
                said(9, Actor.USER, "far away", 0, 4)))
        .containsExactly(new double[] {0, 0.75, 0, 0}, CLOSE);
  }

  @Test
  void whoIsNamedInTheQuestionIsHeard() {
    Actor ann = new Actor(Role.USER, "Ann Lee");
    Actor bob = new Actor(Role.USER, "Bob");
    assertThat(
            scaled(
                new SpeakerSignal(),
                "What did Ann's sister say?",
                said(1, ann, "a", 0, 0),
                said(2, bob, "b", 0, 0),
                said(3, Actor.USER, "c", 0, 0)))
        .containsExactly(1, 0, 0);
  }

  @Test
  void theUserOutranksTheAssistantUnlessTheAssistantIsAskedAbout() {
    Candidate user = said(1, Actor.USER, "a", 0, 0);
    Candidate assistant = said(2, ASSISTANT, "b", 0, 0);
    assertThat(scaled(new RoleSignal(), "Where do I live?", user, assistant)).containsExactly(1, 0);
    assertThat(scaled(new RoleSignal(), "Which book did you recommend?", user, assistant))
        .containsExactly(0, 1);
    assertThat(scaled(new RoleSignal(), "Could you recommend a book?", user, assistant))
        .containsExactly(1, 0);
  }

  @Test
  void recencyIsHalvedWithEveryHalfLife() {
    Candidate now = said(1, Actor.USER, "a", 0, 0);
    Weights weights = Weights.DEFAULT.fadingBy(Duration.ofDays(10));
    Evidence twentyDaysOn = askedAt(evidence("?", now), NOON.plus(Duration.ofDays(20)), weights);
    assertThat(new RecencySignal().measure(twentyDaysOn).raw()).containsExactly(20);
    assertThat(new RecencySignal().measure(twentyDaysOn).scaled()).containsExactly(0.25);
    Evidence before = askedAt(evidence("?", now), NOON.minus(Duration.ofDays(3)), weights);
    assertThat(new RecencySignal().measure(before).scaled()).containsExactly(1);
  }

  @Test
  void standingWishesOfTheUserAreKnown() {
    assertThat(
            scaled(
                WishSignal.standing(),
                "How do I sort a list?",
                said(1, Actor.USER, "Always show an example when I ask about code.", 0.7, 0),
                said(2, Actor.USER, "Thanks! From now on, answer in French.", 0.7, 0),
                said(3, Actor.USER, "I always liked lists.", 0, 0),
                said(4, ASSISTANT, "Always sort your lists.", 0, 0)))
        .containsExactly(1, 1, 0, 0);
  }

  @Test
  void aBareQuestionStatesNothing() {
    double[] scaled =
        scaled(
            new StatementSignal(),
            "What did you paint?",
            said(1, Actor.USER, "What did you paint?", 0, 0),
            said(2, Actor.USER, "I painted a lake. And you?", 0, 0),
            said(3, Actor.USER, "I painted a lake at sunrise.", 0, 0),
            said(4, Actor.USER, "why ".repeat(60) + "?", 0, 0));
    assertThat(scaled[0]).isLessThan(0.1);
    assertThat(scaled[1]).isBetween(0.5, 0.9);
    assertThat(scaled[2]).isEqualTo(1);
    assertThat(scaled[3]).isEqualTo(1);
  }

  @Test
  void aFewWordsHaveLittleSubstance() {
    assertThat(
            scaled(
                new SubstanceSignal(),
                "?",
                said(1, Actor.USER, "Wow, great!", 0, 0),
                said(2, Actor.USER, "word ".repeat(30), 0, 0)))
        .containsExactly(new double[] {0.1, 1}, CLOSE);
  }

  @Test
  void whoAsksWhenWantsToHearATime() {
    Candidate dated = said(1, Actor.USER, "We went there last Friday.", 0, 0);
    Candidate undated = said(2, Actor.USER, "We went there.", 0, 0);
    assertThat(scaled(new TimeSignal(), "When did you go?", dated, undated)).containsExactly(1, 0);
    assertThat(scaled(new TimeSignal(), "Where did you go?", dated, undated))
        .isEqualTo(NOT_ASKED_FOR);
  }

  @Test
  void whatWasReplacedLosesWeight() {
    assertThat(
            scaled(
                new ValiditySignal(),
                "?",
                said(1, Actor.USER, "a", 0, 0, 1, NOON.minusSeconds(9)),
                said(2, Actor.USER, "b", 0, 0, 1, NOON.plusSeconds(9)),
                said(3, Actor.USER, "c", 0, 0)))
        .containsExactly(0, 1, 1);
  }

  @Test
  void aRunCountsByItsThreeMostRelevantCandidatesAndWhatHasNoneByItselfAndTheirMean() {
    double[] values =
        sessions(
            evidence(
                "?",
                said(1, Actor.USER, "a", 1.0, 0, 1, null),
                said(2, Actor.USER, "b", 0.0, 0, 1, null),
                said(3, Actor.USER, "c", 0.9, 0, 2, null),
                said(4, Actor.USER, "d", 0.9, 0, 2, null),
                said(5, Actor.USER, "e", 0.9, 0, 2, null),
                said(6, Actor.USER, "f", 0.9, 0, 0, null),
                said(7, Actor.USER, "g", 0.1, 0, 0, null)));
    assertThat(values[1]).isEqualTo(values[0]).isLessThan(values[2]);
    assertThat(values[2]).isEqualTo(values[4]).isPositive();
    assertThat(values[5]).as("near, without a run").isGreaterThan(values[6]);
    assertThat(values[6]).as("far, without a run").isPositive().isLessThan(values[2]);
  }

  @Test
  void noRunAtAllLowersNoScore() {
    assertThat(
            sessions(
                evidence(
                    "?",
                    said(1, Actor.USER, "a", 1.0, 0, 0, null),
                    said(2, Actor.USER, "b", 0.5, 0, 0, null))))
        .isEqualTo(NOT_ASKED_FOR);
  }

  private static double[] sessions(Evidence evidence) {
    Tally tally = new Tally(evidence);
    tally.measure(new SemanticSignal());
    Values values = SessionSignal.measure(tally);
    return values == null ? NOT_ASKED_FOR : values.scaled();
  }

  @Test
  void whatSomebodySaysOfThemselvesIsPersonal() {
    assertThat(
            scaled(
                new PersonalSignal(),
                "?",
                said(1, Actor.USER, "I've got a dog and my sister has a cat at home.", 0, 0),
                said(2, Actor.USER, "The dog is an animal that people keep at home.", 0, 0),
                said(3, Actor.USER, "User has completed ten problems of the second chapter.", 0, 0),
                said(4, ASSISTANT, "I think I can help, if I may say so.", 0, 0),
                said(5, Actor.USER, "We sold our boat, I think.", 0, 0)))
        .containsExactly(5 * 2 / 12.0, 0, 5 / 9.0, 0, 1);
  }

  @Test
  void aNameTellsWhereTheQuestionAsksForOne() {
    Candidate[] said = {
      said(1, new Actor(Role.USER, "Mel"), "Thanks, Caroline! It was Matt Patterson.", 0, 0),
      said(2, new Actor(Role.USER, "Caroline"), "Who sang, Mel? The concert was great.", 0, 0),
      said(3, Actor.USER, "We read “The Old Oak” together.", 0, 0)
    };
    assertThat(scaled(new NameSignal(), "Who sang at the concert?", said)).containsExactly(1, 0, 1);
    assertThat(scaled(new NameSignal(), "What is the singer's name?", said))
        .containsExactly(1, 0, 1);
    assertThat(scaled(new NameSignal(), "Whose concert did Matt Patterson give?", said))
        .as("of names in the question")
        .containsExactly(0, 0, 1);
    assertThat(scaled(new NameSignal(), "What did Mel hear?", said)).isEqualTo(NOT_ASKED_FOR);
  }

  @Test
  void namesAreFoundByTheirCapitals() {
    assertThat(
            Names.in(
                "The film was directed by Niels Arden Oplev in 2009. It won a Palme d'Or. So"
                    + " Caroline's aunt from Santa Fe left."))
        .contains("niels arden oplev", "2009", "santa fe")
        .doesNotContain("the", "it", "so");
  }

  @Test
  void oneWordOverAndOverIsReadLikeAnyOtherText() {
    for (String word : List.of("please ", "and ", "can you ", "Anna ", "Anna of the ")) {
      String text = "x " + word.repeat(20_000);
      assertThat(Traits.of(word.repeat(20_000)).words()).isPositive();
      assertThat(Names.in(text)).isNotNull();
      assertThat(Query.subject(word.repeat(20_000))).startsWith(word.strip());
      assertThat(AskedEvent.in("What was before I went " + text, NOON)).isPresent();
    }
    String order = "the order in which I mentioned " + "different ".repeat(20_000);
    assertThat(Query.subject(order)).contains("different");
  }

  @Test
  void onlyAWishHowThingsShouldBeIsStanding() {
    for (String wish :
        List.of(
            "Always show an example.",
            "Hi! Never use tabs.",
            "Please remember that I cycle.",
            "User wants the assistant to always use tabs")) {
      assertThat(Traits.of(wish).standing()).as(wish).isTrue();
    }
    for (String other :
        List.of(
            "Never been there!",
            "Always a pleasure.",
            "Never heard of it",
            "Never Cry Wolf is a film.")) {
      assertThat(Traits.of(other).standing()).as(other).isFalse();
    }
  }

  @Test
  void whatSomebodyPrefersIsKnown() {
    for (String preference :
        List.of("I'm new to this, and I prefer small steps", "User prefers tea", "Prefers tea")) {
      assertThat(Traits.of(preference).prefers()).as(preference).isTrue();
    }
    assertThat(Traits.of("Which of them do people prefer?").prefers()).isFalse();
  }

  @Test
  void theWishNearestToARequestCountsMost() {
    Candidate[] said = {
      said(1, Actor.USER, "Always show an example when I ask about code.", 0.7, 0),
      said(2, Actor.USER, "Always answer in French.", 0.6, 0),
      said(3, Actor.USER, "I like lists.", 0.8, 0)
    };
    assertThat(scaled(WishSignal.standing(), "How do I sort a list?", said))
        .containsExactly(new double[] {1, 0.5, 0}, CLOSE);
    assertThat(
            scaled(
                WishSignal.standing(),
                "Which port does the database use?",
                said(1, Actor.USER, "Always give recipes in grams.", 0.37, 0)))
        .as("a wish about something else")
        .containsExactly(0);
    assertThat(scaled(WishSignal.preference(), "How do I sort a list?", said))
        .as("where nobody prefers anything")
        .isEqualTo(NOT_ASKED_FOR);
  }

  @Test
  void aYesOrNoIsGivenInTheWordsOfTheQuestion() {
    Evidence evidence =
        evidence(
            "Have I ever sailed a boat to Horta?",
            said(1, Actor.USER, "I never sailed a boat to Horta.", 0, 0),
            said(2, Actor.USER, "In Horta a boat sailed by.", 0, 0),
            said(3, Actor.USER, "It rained.", 0, 0));
    Values values = PhraseSignal.measure(evidence, new Words(evidence.candidates()));
    assertThat(values).isNotNull();
    assertThat(Objects.requireNonNull(values).scaled()[0]).isGreaterThan(values.scaled()[1]);
    assertThat(values.scaled()[2]).isZero();
    Evidence open = evidence("When did I sail a boat to Horta?", said(1, Actor.USER, "a", 0, 0));
    assertThat(PhraseSignal.measure(open, new Words(open.candidates()))).isNull();
  }

  @Test
  void whatTheAnswerIsToLookLikeIsNotLookedUp() {
    assertThat(
            Query.subject(
                "Can you list the order in which I brought up aspects of my garden throughout our"
                    + " conversations? Mention only five items."))
        .isEqualTo("my garden?");
    assertThat(Query.subject("Can you give me a short summary of my garden?"))
        .isEqualTo("my garden?");
    assertThat(Query.subject("What did I plant in my garden?"))
        .isEqualTo("What did I plant in my garden?");
    assertThat(Query.subject("Summarize")).isEqualTo("Summarize");
  }

  @Test
  void whatWasSaidOnTheDaysThatTheQuestionNamesFits() {
    Candidate candidate = said(1, Actor.USER, "a", 0.2, 0);
    assertThat(scaled(new DateSignal(), "What did I do today?", candidate)).containsExactly(1);
    assertThat(scaled(new DateSignal(), "What did I do last year?", candidate)).containsExactly(0);
    assertThat(scaled(new DateSignal(), "What did I do?", candidate)).isEqualTo(NOT_ASKED_FOR);
  }
}
