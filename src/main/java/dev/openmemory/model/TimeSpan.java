package dev.openmemory.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A time as exactly as it was written: a year, a month and a day are stretches, anything finer is a
 * moment.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
public record TimeSpan(Instant from, Instant to) {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  public TimeSpan {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a span ends after it began");
    }
  }

  /** One moment: the file keeps microseconds. */
  public static TimeSpan at(Instant moment) {
    Instant from = moment.truncatedTo(ChronoUnit.MICROS);
    return new TimeSpan(from, from.plus(1, ChronoUnit.MICROS));
  }

  /** The last moment in it. */
  public Instant last() {
    return to.minus(1, ChronoUnit.MICROS);
  }

  /** {@link #parse(String, ZoneId)} in UTC. */
  public static Optional<TimeSpan> parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * Reads {@code 2026}, {@code 2026-05}, {@code 2026-05-03}, or that with a time of day in ISO
   * 8601.
   *
   * @param zone of what has no offset
   * @return empty if the text is no such time
   */
  public static Optional<TimeSpan> parse(String text, ZoneId zone) {
    try {
      return Optional.of(read(text.strip(), zone))
          .filter(span -> !span.from.isBefore(EARLIEST) && !span.from.isAfter(LATEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static TimeSpan read(String text, ZoneId zone) {
    return switch (text.length()) {
      case 4 -> {
        LocalDate first = Year.parse(text).atDay(1);
        yield days(first, first.plusYears(1), zone);
      }
      case 7 -> {
        LocalDate first = YearMonth.parse(text).atDay(1);
        yield days(first, first.plusMonths(1), zone);
      }
      case 10 -> {
        LocalDate day = LocalDate.parse(text);
        yield days(day, day.plusDays(1), zone);
      }
      default -> at(moment(text.replace(' ', 'T'), zone));
    };
  }

  private static TimeSpan days(LocalDate first, LocalDate after, ZoneId zone) {
    return new TimeSpan(first.atStartOfDay(zone).toInstant(), after.atStartOfDay(zone).toInstant());
  }

  private static Instant moment(String text, ZoneId zone) {
    return text.matches(".*([zZ]|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }
}
