package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryIdTest {

  @Test
  void anIdReadsWhatItPrints() {
    String text = "01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60";
    assertThat(MemoryId.parse(" " + text.toUpperCase(java.util.Locale.ROOT))).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1-1-1-1-1", "not-a-uuid", "'; drop table memory; --"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> MemoryId.parse(text))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.advice()).contains("is not a memory id", "UUID such as"));
  }
}
