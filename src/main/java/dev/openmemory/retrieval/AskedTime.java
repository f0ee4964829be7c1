package dev.openmemory.retrieval;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The days that a question names: "last week", "in May 2023", "on 13 October". Whole days in UTC.
 *
 * @param from the first day; null where only a month is named, of whichever year
 * @param to the last day; null where only a month is named
 * @param month the month where nothing else is named; null otherwise
 */
record AskedTime(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable Month month) {

  private static final String MONTHS =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
          + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

  private static final String WEEKDAYS =
      "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)";

  private static final String COUNT =
      "(a couple of|couple of|a few|few|a|an|one|two|three|four|five|six|seven|eight|nine|ten"
          + "|eleven|twelve|\\d{1,3})";

  private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("a couple of", 2),
          Map.entry("couple of", 2),
          Map.entry("three", 3),
          Map.entry("a few", 3),
          Map.entry("few", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12));

  /** A way to name days, and what it means on a day. */
  private record Form(Pattern pattern, Naming naming) {}

  private interface Naming {
    /** The days that a match means; null if there are none such. */
    @Nullable AskedTime on(Function<Integer, String> group, LocalDate today);
  }

  /** The first that is found counts: those that say most come first. */
  private static final List<Form> FORMS =
      List.of(
          form(
              "(\\d{4})-(\\d{2})-(\\d{2})",
              (g, today) -> day(number(g.apply(1)), number(g.apply(2)), number(g.apply(3)))),
          form(
              DAY + " (?:of )?" + MONTHS + ",? (\\d{4})",
              (g, today) -> day(number(g.apply(3)), month(g.apply(2)), number(g.apply(1)))),
          form(
              MONTHS + " " + DAY + ",? (\\d{4})",
              (g, today) -> day(number(g.apply(3)), month(g.apply(1)), number(g.apply(2)))),
          form(
              MONTHS + ",? (?:of )?(\\d{4})",
              (g, today) -> whole(number(g.apply(2)), month(g.apply(1)))),
          form(
              DAY + " (?:of )?" + MONTHS,
              (g, today) -> latest(today, month(g.apply(2)), number(g.apply(1)))),
          form(
              MONTHS + " " + DAY,
              (g, today) -> latest(today, month(g.apply(1)), number(g.apply(2)))),
          form(
              COUNT + " (day|week|month|year)s? ago",
              (g, today) -> ago(today, count(g.apply(1)), g.apply(2))),
          form(
              "(?:last|past) " + COUNT + " (day|week|month|year)s?",
              (g, today) -> between(today.minus(count(g.apply(1)), unit(g.apply(2))), today)),
          form("the day before yesterday", (g, today) -> ago(today, 2, "day")),
          form(
              "yesterday|last night",
              (g, today) -> between(today.minusDays(1), today.minusDays(1))),
          form("today|tonight|this morning", (g, today) -> between(today, today)),
          form("last weekend", (g, today) -> weekend(today)),
          form(
              "(last|this|past) (week|month|year)",
              (g, today) -> calendar(today, g.apply(2), g.apply(1).equals("this"))),
          form(
              "(?:last|on|this past) " + WEEKDAYS,
              (g, today) -> {
                DayOfWeek named = DayOfWeek.valueOf(g.apply(1).toUpperCase(Locale.ROOT));
                LocalDate day = today.with(TemporalAdjusters.previous(named));
                return between(day, day);
              }),
          form(
              "last " + MONTHS,
              (g, today) -> {
                YearMonth now = YearMonth.from(today);
                int year =
                    month(g.apply(1)) < now.getMonthValue() ? now.getYear() : now.getYear() - 1;
                return whole(year, month(g.apply(1)));
              }),
          form(
              "(?:in|during|since|of|this|early|late|mid) " + MONTHS,
              (g, today) -> new AskedTime(null, null, Month.of(month(g.apply(1))))),
          form(
              "(?:in|during|of|since) ((?:19|20)\\d{2})",
              (g, today) ->
                  between(
                      LocalDate.of(number(g.apply(1)), 1, 1),
                      LocalDate.of(number(g.apply(1)), 12, 31))));

  /** The days that a question names, if it names any. */
  static Optional<AskedTime> in(String question, Instant askedAt) {
    String text = question.toLowerCase(Locale.ROOT);
    LocalDate today = day(askedAt);
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(text);
      if (matcher.find()) {
        AskedTime named = form.naming().on(i -> String.valueOf(matcher.group(i)), today);
        if (named != null) {
          return Optional.of(named);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * How well something fits that was said at that time: 1 on one of the days, less the longer after
   * them, since people tell of things later, and less still before them; 0 when far from them.
   */
  double fit(Instant observed) {
    LocalDate said = day(observed);
    if (month != null) {
      int late = said.getDayOfMonth() <= 10 && said.minusMonths(1).getMonth() == month ? 1 : 0;
      return said.getMonth() == month ? 1 : 0.5 * late;
    }
    if (from == null || to == null) {
      return 0;
    }
    if (!said.isBefore(from) && !said.isAfter(to)) {
      return 1;
    }
    double length = Math.min(31, Math.max(3, ChronoUnit.DAYS.between(from, to) + 1.0));
    double away =
        said.isAfter(to)
            ? ChronoUnit.DAYS.between(to, said)
            : 2 * ChronoUnit.DAYS.between(said, from);
    return Math.max(0, 0.6 * (1 - away / length));
  }

  private static Form form(String regex, Naming naming) {
    return new Form(Pattern.compile("\\b(?:" + regex + ")\\b"), naming);
  }

  /** The day of a moment, in UTC. */
  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static @Nullable AskedTime day(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    LocalDate named = LocalDate.of(year, month, day);
    return between(named, named);
  }

  /** The last such day that is not after today. */
  private static @Nullable AskedTime latest(LocalDate today, int month, int day) {
    AskedTime thisYear = day(today.getYear(), month, day);
    return thisYear != null && thisYear.from() != null && thisYear.from().isAfter(today)
        ? day(today.getYear() - 1, month, day)
        : thisYear;
  }

  private static AskedTime whole(int year, int month) {
    YearMonth named = YearMonth.of(year, month);
    return between(named.atDay(1), named.atEndOfMonth());
  }

  /** So many days or weeks back, as exactly as people mean it: give or take half of a unit. */
  private static AskedTime ago(LocalDate today, int count, String unit) {
    LocalDate day = today.minus(count, unit(unit));
    int slack =
        switch (unit) {
          case "week" -> 3;
          case "month" -> 15;
          case "year" -> 180;
          default -> count > 6 ? 1 : 0;
        };
    return between(day.minusDays(slack), day.plusDays(slack));
  }

  private static AskedTime weekend(LocalDate today) {
    LocalDate sunday = today.with(TemporalAdjusters.previous(DayOfWeek.SUNDAY));
    return between(sunday.minusDays(1), sunday);
  }

  private static AskedTime calendar(LocalDate today, String unit, boolean present) {
    LocalDate day = present ? today : today.minus(1, unit(unit));
    return switch (unit) {
      case "week" -> {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield between(monday, monday.plusDays(6));
      }
      case "month" -> whole(day.getYear(), day.getMonthValue());
      default -> between(LocalDate.of(day.getYear(), 1, 1), LocalDate.of(day.getYear(), 12, 31));
    };
  }

  private static AskedTime between(LocalDate from, LocalDate to) {
    return new AskedTime(from, to, null);
  }

  private static ChronoUnit unit(String name) {
    return switch (name) {
      case "day" -> ChronoUnit.DAYS;
      case "week" -> ChronoUnit.WEEKS;
      case "month" -> ChronoUnit.MONTHS;
      default -> ChronoUnit.YEARS;
    };
  }

  private static int count(String words) {
    Integer known = NUMBERS.get(words);
    return known == null ? number(words) : known;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static int month(String name) {
    String start = name.substring(0, 3);
    return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(start) / 3 + 1;
  }
}
