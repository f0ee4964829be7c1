package dev.openmemory.retrieval;

import static dev.openmemory.retrieval.Evidences.ASSISTANT;
import static dev.openmemory.retrieval.Evidences.evidence;
import static dev.openmemory.retrieval.Evidences.saidOn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSignalTest {

  private static final Candidate EARLY = saidOn(1, "2025-01-10", Actor.USER, "I bake bread.");
  private static final Candidate SHORTLY = saidOn(2, "2025-04-28", Actor.USER, "I swim.");
  private static final Candidate MOVED =
      saidOn(3, "2025-05-01", Actor.USER, "Hello! I moved to Berlin today.");
  private static final Candidate SOON = saidOn(4, "2025-05-08", Actor.USER, "I climb.");
  private static final Candidate LATE = saidOn(5, "2025-10-20", Actor.USER, "I paint.");

  private static double[] measured(String question, Candidate... candidates) {
    Evidence evidence = evidence(question, candidates);
    Values values = EventSignal.measure(evidence, new Words(evidence.candidates()));
    return values == null ? new double[] {} : values.scaled();
  }

  private static double[] measured(String question) {
    return measured(question, EARLY, SHORTLY, MOVED, SOON, LATE);
  }

  @Test
  void whatWasSaidBeforeTheEventCountsAndTheNearerTheMore() {
    double[] values = measured("What did I do before I moved to Berlin?");
    assertThat(values[0]).isBetween(0.5, 0.6);
    assertThat(values[1]).isBetween(0.9, 1.0);
    assertThat(values[2]).as("the event itself").isEqualTo(1);
    assertThat(values[3]).isZero();
    assertThat(values[4]).isZero();
  }

  @Test
  void afterwardsIsNearerSoonAndSinceIsAnyTime() {
    double[] after = measured("What did I do after I moved to Berlin?");
    assertThat(after[1]).isZero();
    assertThat(after[3]).isBetween(0.9, 1.0);
    assertThat(after[4]).isBetween(0.5, 0.6);
    assertThat(measured("What have I done since I moved to Berlin?"))
        .containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  void atTheTimeOfTheEventIsAboutThen() {
    double[] values = measured("What did I do when I moved to Berlin?");
    assertThat(values[0]).isZero();
    assertThat(values[1]).isBetween(0.5, 0.6);
    assertThat(values[3]).isBetween(0.6, 0.7);
    assertThat(values[4]).isZero();
  }

  @Test
  void theDayThatTheTellingNamesIsThatOfTheEvent() {
    Candidate told =
        saidOn(3, "2025-05-12", Actor.USER, "I moved to Berlin two weeks ago, what a mess.");
    double[] values = measured("What did I do after I moved to Berlin?", EARLY, told, SOON, LATE);
    assertThat(values[0]).isZero();
    assertThat(values[2]).as("before it was told").isBetween(0.8, 1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Should I have moved to Berlin?",
        "I would have moved to Berlin.",
        "I hope to have moved to Berlin by June.",
        "When I moved to Berlin everything was grey.",
        "I moved to another room.",
        "I like Berlin."
      })
  void whatOnlyAsksPlansOrRefersIsNoEvent(String text) {
    Candidate other = saidOn(6, "2025-05-02", Actor.USER, text);
    assertThat(measured("What did I do before I moved to Berlin?", EARLY, SHORTLY, other, LATE))
        .isEmpty();
  }

  @Test
  void whatRefersToTheEventIsNotHurt() {
    Candidate looksBack =
        saidOn(6, "2025-09-01", Actor.USER, "Before I moved to Berlin I was a baker.");
    assertThat(measured("What did I do before I moved to Berlin?", EARLY, MOVED, looksBack)[2])
        .isEqualTo(1);
  }

  @Test
  void theAssistantTellsNothingOfWhoAsks() {
    Candidate reply =
        saidOn(6, "2025-02-02", ASSISTANT, "People that moved to Berlin register first.");
    assertThat(measured("What did I do before I moved to Berlin?", EARLY, reply, LATE)).isEmpty();
  }

  @Test
  void whatHappensOftenIsNoTime() {
    Candidate[] meetings = new Candidate[5];
    for (int i = 0; i < meetings.length; i++) {
      meetings[i] =
          saidOn(
              10 + i, "2025-0" + (i + 1) + "-03", Actor.USER, "The meeting with Jonas was dull.");
    }
    assertThat(measured("What did I say before the meeting?", meetings)).isEmpty();
    assertThat(measured("What did I say before I had a meeting with Jonas?", meetings)).isEmpty();
    assertThat(measured("What did I say before the meeting?", EARLY, meetings[2], LATE)).hasSize(3);
  }

  @Test
  void whereEverythingWasSaidOnOneDayTimeTellsNothing() {
    Candidate same = saidOn(6, "2025-05-01", Actor.USER, "I bake bread.");
    assertThat(measured("What did I do before I moved to Berlin?", same, MOVED)).isEmpty();
  }
}
