package dev.openmemory.distill.llm;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {

  private static final long MOST_SECONDS = 3_600;

  private RetryAfter() {}

  static @Nullable Duration of(HttpHeaders headers) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return bounded(Duration.ofMillis((long) (Double.parseDouble(value) * 1_000)));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return bounded(Duration.between(Instant.now(), at));
    } catch (DateTimeException e) {
      return null; // absent, or nothing that the standard knows
    }
  }

  private static Duration bounded(Duration asked) {
    return asked.isNegative()
        ? Duration.ZERO
        : Duration.ofMillis(Math.min(asked.toMillis(), MOST_SECONDS * 1_000));
  }
}
