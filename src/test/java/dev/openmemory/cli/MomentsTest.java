package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22, 2026-11-21T23:00:00Z",
    "2026-11-22T09:30, 2026-11-22T08:30:00Z",
    "2026-11-22 09:30, 2026-11-22T08:30:00Z",
    "2026-11-22T09:30:00Z, 2026-11-22T09:30:00Z",
    "2026-11-22T09:30:00.5+02:00, 2026-11-22T07:30:00.5Z",
  })
  void aTimeWithoutAnOffsetIsOfTheZone(String text, Instant expected) {
    assertThat(Moments.parse("--observed-at", text, BERLIN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-01", "22.11.2026", "2026-11-22T25:00:00Z"})
  void whatIsNoTimeIsAnsweredWithExamples(String text) {
    assertThatThrownBy(() -> Moments.parse("--expires-at", text, BERLIN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--expires-at: ");
  }

  @Test
  void aTimeIsShownToTheMinuteInTheZone() {
    assertThat(Moments.shown(Instant.parse("2026-11-22T09:30:59Z"), BERLIN))
        .isEqualTo("2026-11-22 10:30");
  }
}
