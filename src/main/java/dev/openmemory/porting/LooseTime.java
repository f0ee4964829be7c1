package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as other programs write them. */
final class LooseTime {

  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  /** From here on a number counts milliseconds: as seconds it would be in the year 5138. */
  private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

  private LooseTime() {}

  /**
   * The first of some members that is a time: ISO 8601, of UTC where it names no zone, or a number
   * of seconds or milliseconds since 1970.
   */
  static @Nullable Instant first(JsonNode item, String... names) {
    for (String name : names) {
      Instant time = read(item.path(name));
      if (time != null) {
        return time.truncatedTo(ChronoUnit.MICROS);
      }
    }
    return null;
  }

  private static @Nullable Instant read(JsonNode value) {
    try {
      if (value.isNumber()) {
        BigDecimal number = value.decimalValue();
        BigDecimal seconds =
            number.abs().compareTo(MILLIS_FROM) >= 0 ? number.movePointLeft(3) : number;
        return Instant.EPOCH.plus(seconds.multiply(MICROS).longValue(), ChronoUnit.MICROS);
      }
      return value.isTextual() ? parse(value.textValue().strip().replace(' ', 'T')) : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null; // no time; the item is taken without it
    }
  }

  private static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
  }
}
