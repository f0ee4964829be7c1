package dev.openmemory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I live in Berlin | Well, I live in Berlin!",
        "The meeting is at noon. | The meeting is at noon",
        "My dog is called Rex | my dog is called Rex",
        "I really love pizza | I love pizza",
      })
  void theSameThingInOtherWordsIsARepeat(String first, String second) {
    assertThat(Likeness.repeats(first, second, 0.97)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I use version 2.1 | I use version 2.2",
        "I like coffee | I no longer like coffee",
        "I like coffee | I don't like coffee",
        "My sister lives in Paris | My sister lives in Rome",
        "I met Alice at work | I met Bob at work",
        "The meeting is on 2024-05-01 | The meeting is on 2024-05-02",
        "I have 3 cats | I have 4 cats",
        "I have used it before lunch | I have used it after lunch",
        "We deploy to AWS | We deploy to GCP",
      })
  void aNumberANameADateOrANegationMakesADifference(String first, String second) {
    assertThat(Likeness.repeats(first, second, 0.999)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.91, false", "0.92, true"})
  void wordsAloneAreNotEnough(double cosine, boolean repeats) {
    assertThat(Likeness.repeats("I love green tea", "I really love green tea", cosine))
        .isEqualTo(repeats);
  }
}
