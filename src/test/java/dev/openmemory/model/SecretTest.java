package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  @Test
  void itNeverPrints() {
    assertThat(new Secret("hunter2")).hasToString("***").asString().doesNotContain("hunter2");
  }

  @Test
  void itMatchesItselfAndNothingElse() {
    Secret secret = new Secret("hunter2");

    assertThat(secret.matches("hunter2")).isTrue();
    assertThat(secret.matches("hunter")).isFalse();
    assertThat(secret.matches("hunter22")).isFalse();
    assertThat(secret.matches("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "naïve", "line\nbreak", "nul\0"})
  void whatAHeaderCannotCarryIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> new Secret(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("words")
        .hasMessageNotContaining("naïve");
  }
}
