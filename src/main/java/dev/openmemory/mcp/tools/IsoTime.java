package dev.openmemory.mcp.tools;

import dev.openmemory.model.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as callers write them: ISO 8601, with an offset or in UTC, or a date alone. */
public final class IsoTime {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T']['t'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private IsoTime() {}

  /**
   * Reads a time. A date stands for its first moment in UTC.
   *
   * @param place what the time is for, as the caller knows it
   * @throws InvalidInputException if it is none
   */
  public static Instant parse(String place, String text) {
    try {
      TemporalAccessor parsed =
          FORM.parseBest(text.strip(), Instant::from, LocalDateTime::from, LocalDate::from);
      Instant instant =
          parsed instanceof Instant exact
              ? exact
              : parsed instanceof LocalDateTime local
                  ? local.toInstant(ZoneOffset.UTC)
                  : LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
      if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      throw notATime(place, text);
    }
    throw notATime(place, text);
  }

  private static InvalidInputException notATime(String place, String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new InvalidInputException(
        place + " '" + shown + "' is not a time",
        "Write it in ISO 8601, such as 2026-05-03 or 2026-05-03T14:30:00Z.");
  }
}
