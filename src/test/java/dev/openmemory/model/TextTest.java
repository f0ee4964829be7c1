package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @Test
  void cleaningKeepsWordsAndLosesWhatNoOneCanRead() {
    assertThat(Text.clean("the text", "  a\u0000b\u0007c\r\nd\re\t f  "))
        .isEqualTo("abc\nd\ne\t f");
  }

  @Test
  void cleaningComposesAccentsAndReplacesLoneSurrogates() {
    assertThat(Text.clean("the text", "cafe\u0301 \uD83D\uDE00 \uD83D x \uDE00"))
        .isEqualTo("café \uD83D\uDE00 \uFFFD x \uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t", "\u0000\u0001"})
  void aTextWithNothingInItIsRefused(String nothing) {
    assertThatThrownBy(() -> Text.clean("the text", nothing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the text is empty");
  }

  @Test
  void aTextThatIsTooLongIsRefusedWithItsLength() {
    assertThatThrownBy(() -> Text.clean("message 3", "x".repeat(5_000_000)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.advice())
                    .contains("message 3 has 5000000 characters", "200000", "Split it"));
  }

  @ParameterizedTest
  @CsvSource({
    "I like tea, i  LIKE tea.",
    "'I like tea', 'I like\ttea!'",
    "ﬁne, fine",
  })
  void textsThatDifferInCaseAndSpaceAreTheSame(String one, String other) {
    assertThat(Text.hash(one)).isEqualTo(Text.hash(other)).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource({"I like tea, I like teas", "v2.1, v2.2", "Tea?, Tea"})
  void textsThatSayDifferentThingsAreNot(String one, String other) {
    assertThat(Text.hash(one)).isNotEqualTo(Text.hash(other));
  }
}
