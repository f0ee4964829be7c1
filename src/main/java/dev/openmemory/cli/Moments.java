package dev.openmemory.cli;

import dev.openmemory.model.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads and writes points in time as people write them. */
final class Moments {

  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private Moments() {}

  /**
   * Reads a time with an offset ({@code 2026-11-22T09:30:00Z}), or one without or a day, which are
   * of the zone.
   *
   * @param option what the time was given as, for the error
   */
  static @Nullable Instant parse(String option, @Nullable String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    String time = text.strip();
    try {
      if (time.length() <= 10) {
        return LocalDate.parse(time).atStartOfDay(zone).toInstant();
      }
      if (time.endsWith("Z") || time.matches(".*[+-]\\d\\d(:?\\d\\d)?")) {
        return OffsetDateTime.parse(time.replace(' ', 'T')).toInstant();
      }
      return LocalDateTime.parse(time.replace(' ', 'T')).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          option + ": '" + time + "' is not a time",
          "Write it like 2026-11-22, 2026-11-22T09:30 or 2026-11-22T09:30:00Z.",
          e);
    }
  }

  /** A time as a person of the zone reads it, to the minute. */
  static String shown(Instant instant, ZoneId zone) {
    return SHOWN.format(instant.truncatedTo(ChronoUnit.MINUTES).atZone(zone));
  }
}
