package dev.openmemory.storage;

import dev.openmemory.model.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as the file holds them: microseconds since 1970, finer digits cut off. */
final class Times {

  private Times() {}

  static long micros(Instant time) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MICROS));
    } catch (ArithmeticException e) {
      throw new InvalidInputException(
          "the time " + time + " is out of range", "Use a year between -290000 and 290000.", e);
    }
  }

  static @Nullable Long microsOrNull(@Nullable Instant time) {
    return time == null ? null : Long.valueOf(micros(time));
  }

  static @Nullable Instant instantOrNull(@Nullable Long micros) {
    return micros == null ? null : instant(micros);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
