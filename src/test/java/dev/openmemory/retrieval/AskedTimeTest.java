package dev.openmemory.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Month;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTimeTest {

  /** A Wednesday. */
  private static final Instant ASKED = Instant.parse("2023-05-24T09:14:00Z");

  @ParameterizedTest
  @CsvSource({
    "What did I do yesterday?, 2023-05-23, 2023-05-23",
    "Where was I last night?, 2023-05-23, 2023-05-23",
    "What did I eat today?, 2023-05-24, 2023-05-24",
    "What did I buy the day before yesterday?, 2023-05-22, 2023-05-22",
    "Which shoes did I clean last month?, 2023-04-01, 2023-04-30",
    "What did I read last week?, 2023-05-15, 2023-05-21",
    "What have I planned this week?, 2023-05-22, 2023-05-28",
    "Where did we camp last year?, 2022-01-01, 2022-12-31",
    "Who came last weekend?, 2023-05-20, 2023-05-21",
    "What did I start to listen to last Friday?, 2023-05-19, 2023-05-19",
    "What did I say on Wednesday?, 2023-05-17, 2023-05-17",
    "Where did I go two weeks ago?, 2023-05-07, 2023-05-13",
    "Where did I go 3 days ago?, 2023-05-21, 2023-05-21",
    "Which concerts in the past two months?, 2023-03-24, 2023-05-24",
    "What happened in the last few days?, 2023-05-21, 2023-05-24",
    "'What was shown on October 13, 2022?', 2022-10-13, 2022-10-13",
    "'What was found on 1 February, 2023?', 2023-02-01, 2023-02-01",
    "What happened on the 3rd of March 2021?, 2021-03-03, 2021-03-03",
    "What did they paint in July 2022?, 2022-07-01, 2022-07-31",
    "What was due on April 5?, 2023-04-05, 2023-04-05",
    "What was due on August 5?, 2022-08-05, 2022-08-05",
    "Where was I on 2023-01-31?, 2023-01-31, 2023-01-31",
    "How was my holiday last March?, 2023-03-01, 2023-03-31",
    "How was my holiday last July?, 2022-07-01, 2022-07-31",
    "How often at the beach in 2022?, 2022-01-01, 2022-12-31"
  })
  void daysAreCountedFromTheDayOfTheQuestion(String question, String from, String to) {
    AskedTime time = AskedTime.in(question, ASKED).orElseThrow();
    assertThat(time.from()).hasToString(from);
    assertThat(time.to()).hasToString(to);
  }

  @Test
  void aMonthAloneIsThatOfAnyYear() {
    AskedTime june = AskedTime.in("When did she go camping in June?", ASKED).orElseThrow();
    assertThat(june.month()).isEqualTo(Month.JUNE);
    assertThat(june.fit(Instant.parse("2021-06-20T10:00:00Z"))).isEqualTo(1);
    assertThat(june.fit(Instant.parse("2021-07-02T10:00:00Z"))).isEqualTo(0.5);
    assertThat(june.fit(Instant.parse("2021-07-20T10:00:00Z"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "May I ask where I live?",
        "What may help against a cold?",
        "Which of my 2023 plans failed?",
        "What is on page 32 of the may file?",
        "What did I march for?"
      })
  void otherWordsNameNoDays(String question) {
    assertThat(AskedTime.in(question, ASKED)).isEmpty();
  }

  @Test
  void whatIsSaidSoonAfterwardsFitsTooAndMoreThanWhatWasSaidBefore() {
    AskedTime day = AskedTime.in("What did I see on May 10?", ASKED).orElseThrow();
    double after = day.fit(Instant.parse("2023-05-11T10:00:00Z"));
    double before = day.fit(Instant.parse("2023-05-09T10:00:00Z"));
    assertThat(day.fit(Instant.parse("2023-05-10T10:00:00Z"))).isEqualTo(1);
    assertThat(after).isBetween(0.3, 0.6).isGreaterThan(before);
    assertThat(day.fit(Instant.parse("2023-03-11T10:00:00Z"))).isZero();
  }
}
