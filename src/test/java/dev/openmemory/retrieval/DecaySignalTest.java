package dev.openmemory.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.model.Importance;
import dev.openmemory.storage.Usage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecaySignalTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration HALF_LIFE = Duration.ofDays(90);

  private static double freshness(int times, int days, Importance importance) {
    Usage usage = new Usage(times, NOW.minus(Duration.ofDays(days)), importance);
    return DecaySignal.freshness(usage, NOW, HALF_LIFE);
  }

  @Test
  void anOrdinaryMemoryFadesToAHalfInItsHalfLife() {
    assertThat(freshness(0, 0, Importance.UNSAID)).isEqualTo(1);
    assertThat(freshness(0, 90, Importance.UNSAID)).isCloseTo(0.5, within(1e-9));
    assertThat(freshness(0, 180, Importance.UNSAID)).isCloseTo(0.25, within(1e-9));
    assertThat(freshness(0, -1, Importance.UNSAID)).isEqualTo(1);
  }

  @Test
  void useAndImportanceSlowItAndAPinStopsIt() {
    assertThat(freshness(1, 180, Importance.UNSAID)).isCloseTo(0.5, within(1e-9));
    assertThat(freshness(0, 180, new Importance(1.0, false))).isCloseTo(0.5, within(1e-9));
    assertThat(freshness(0, 45, new Importance(0.0, false))).isCloseTo(0.5, within(1e-9));
    assertThat(freshness(0, 36_000, new Importance(0.0, true))).isEqualTo(1);
  }
}
