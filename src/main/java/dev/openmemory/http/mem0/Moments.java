package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.model.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as Mem0 writes them: seconds since 1970, dates, or ISO 8601 with or without an offset. */
final class Moments {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Moments() {}

  /** A moment; a date is its first one, in UTC. */
  static Instant moment(String name, JsonNode node) {
    if (node.isNumber() && Math.abs(node.doubleValue()) < 1e11) {
      return bounded(name, Instant.ofEpochMilli(Math.round(node.doubleValue() * 1_000)));
    }
    if (node.isTextual()) {
      String text = node.textValue().strip();
      return text.matches("\\d{10}")
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : bounded(name, parsed(name, text));
    }
    throw none(name);
  }

  /** When what expires on a date is gone: with the end of that day, in UTC. */
  static Instant expiry(String text) {
    if (text.strip().length() != 10) {
      return bounded("expiration_date", parsed("expiration_date", text.strip()));
    }
    Instant day = bounded("expiration_date", parsed("expiration_date", text.strip()));
    return day.atOffset(ZoneOffset.UTC).plusDays(1).toInstant();
  }

  /** An expiry as it was given: a date, where it is the end of a day. */
  static String shown(Instant expiry) {
    OffsetDateTime time = expiry.atOffset(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().minusDays(1).toString()
        : expiry.toString();
  }

  private static Instant parsed(String name, String text) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      String iso = text.replace(' ', 'T');
      return iso.matches(".*([zZ]|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw none(name);
    }
  }

  private static Instant bounded(String name, Instant time) {
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw none(name);
    }
    return time;
  }

  private static InvalidInputException none(String name) {
    return new InvalidInputException(
        name + " is not a time", "Write a date, such as 2026-05-03, or ISO 8601, or seconds.");
  }
}
