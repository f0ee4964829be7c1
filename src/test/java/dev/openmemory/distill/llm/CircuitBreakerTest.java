package dev.openmemory.distill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private final AtomicLong nanos = new AtomicLong();
  private final CircuitBreaker breaker = new CircuitBreaker(nanos::get);

  @Test
  void oneFailureOpensItAndOneSuccessClosesIt() {
    assertThat(breaker.problem()).isEmpty();
    breaker.failed("it is gone", null);
    assertThat(breaker.problem()).contains("it is gone");
    breaker.succeeded();
    assertThat(breaker.problem()).isEmpty();
  }

  @Test
  void oneCallerProbesAfterEachPauseAndThePausesDouble() {
    breaker.failed("it is gone", null);
    for (int seconds : new int[] {15, 30, 60, 120, 240, 300, 300}) {
      pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(breaker.takesProbe()).isFalse();
      pass(Duration.ofMillis(1));
      assertThat(breaker.takesProbe()).isTrue();
      assertThat(breaker.takesProbe()).isFalse();
      breaker.failed("it is still gone", null);
    }
  }

  @Test
  void theEndpointIsLeftAloneAsLongAsItAsks() {
    breaker.failed("too many requests", Duration.ofMinutes(20));
    pass(Duration.ofMinutes(19));
    assertThat(breaker.takesProbe()).isFalse();
    pass(Duration.ofMinutes(1));
    assertThat(breaker.takesProbe()).isTrue();
  }

  @Test
  void questionsThatWereUnderWayDoNotLengthenThePause() {
    breaker.failed("it is gone", null);
    breaker.failed("it is gone", null);
    breaker.failed("it is gone", null);
    pass(Duration.ofSeconds(15));
    assertThat(breaker.takesProbe()).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
