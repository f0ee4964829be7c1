package dev.openmemory.distill.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts dates in the place of words such as "yesterday" that mean another day when they are read
 * later. What is as vague as "recently" stays.
 *
 * <p>"Next Friday" is that of the following week, "last Friday" the most recent one before, a bare
 * "on Friday" the coming one or, in the past tense, the one before. Weeks begin on Monday.
 */
final class RelativeDates {

  private static final String LEAD =
      "(?<lead>\\b(?:on|by|until|till|since|from|before|after|for|of|in|around|due|every) )?";

  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(?i)"
              + LEAD
              + "\\b(?:(?<day>the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow|last night)(?<dayPoss>['’]s)?(?: (?<dayPart>morning|afternoon|evening|night))?"
              + "|this (?<part>morning|afternoon|evening)"
              + "|(?<which>last|next|this past|this coming|this) (?<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?: (?<weekdayPart>morning|afternoon|evening|night))?"
              + "|(?<span>last|next|this past|this) (?<unit>weekend|week|month|year|spring|summer|autumn|fall|winter)(?<unitPoss>['’]s)?"
              + "|(?<monthWhich>last|next|this) (?<namedMonth>January|February|March|April|May|June|July|August|September|October|November|December)"
              + "|(?<ago>\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?<agoUnit>day|week|month|year)s? ago"
              + "|(?<vague>a few|a couple of|several|many|some) (?<vagueUnit>day|week|month|year)s ago"
              + "|in (?<in>\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?<inUnit>day|week|month|year)s?(?:['’] time)?"
              + "|(?<bare>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?: (?<barePart>morning|afternoon|evening|night))?"
              + "|(?<md>(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.? (?<dom>[0-3]?\\d)(?:st|nd|rd|th)?)(?!\\d|,? (?:19|20)\\d\\d|[-–/:]|\\.\\d)"
              + "|(?<month>January|February|March|April|May|June|July|August|September|October|November|December)(?! ?\\d|,? (?:19|20)\\d\\d)"
              + ")\\b");

  private static final Pattern AHEAD =
      Pattern.compile(
          "(?i)\\b(?:will|['’]ll|going to|gonna|is|are|['’]m|['’]re|am|plans?|planning|by|until|due|begins?|starts?|ends?|next|upcoming|would|should|need|has to|have to|must|want)\\b|['’](?:ll|m|re)\\b");
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?i)\\b(?:was|were|had|did|went|got|came|saw|met|took|made|bought|started|finished|moved|visited|attended|joined|ran|gave|left)\\b|\\w+ed\\b");
  private static final Pattern RECURRING =
      Pattern.compile(
          "(?i)\\b(?:every|each|annual|annually|yearly|usually|always|birthday|anniversary|on weekdays)\\b");

  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    List<String> words =
        List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve");
    for (int i = 0; i < words.size(); i++) {
      NUMBERS.put(words.get(i), i);
    }
    NUMBERS.put("a", 1);
    NUMBERS.put("an", 1);
  }

  private final LocalDate said;
  private final String sentence;

  private RelativeDates(String sentence, LocalDate said) {
    this.sentence = sentence;
    this.said = said;
  }

  /**
   * The sentence with dates.
   *
   * @param said the day on which it was said
   */
  static String resolve(String sentence, LocalDate said) {
    return new RelativeDates(sentence, said).resolved();
  }

  private String resolved() {
    Matcher matcher = EXPRESSION.matcher(sentence);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      String lead = matcher.group("lead") == null ? "" : matcher.group("lead");
      String date = date(matcher, lead);
      if (date == null) {
        continue;
      }
      boolean sentenceStart = matcher.start() == 0;
      out.append(sentence, copied, matcher.start());
      out.append(
          sentenceStart ? date.substring(0, 1).toUpperCase(Locale.ROOT) + date.substring(1) : date);
      copied = matcher.end();
    }
    return copied == 0 ? sentence : out.append(sentence.substring(copied)).toString();
  }

  private @Nullable String date(Matcher m, String lead) {
    if (lead.equalsIgnoreCase("every ")) {
      return null;
    }
    if (m.group("day") != null) {
      return day(m, lead);
    }
    if (m.group("part") != null) {
      return placed(lead, said.toString(), m.group("part"));
    }
    if (m.group("which") != null) {
      LocalDate date = weekday(m.group("which").toLowerCase(Locale.ROOT), m.group("weekday"));
      return placed(lead, date.toString(), m.group("weekdayPart"));
    }
    if (m.group("span") != null) {
      return span(m, lead);
    }
    if (m.group("monthWhich") != null) {
      return month(m.group("monthWhich").toLowerCase(Locale.ROOT), m.group("namedMonth"), lead);
    }
    if (m.group("ago") != null) {
      return at(lead, -number(m.group("ago")), m.group("agoUnit").toLowerCase(Locale.ROOT));
    }
    if (m.group("vague") != null) {
      return lead + m.group("vague") + " " + m.group("vagueUnit") + "s before " + said;
    }
    if (m.group("in") != null) {
      boolean ahead = AHEAD.matcher(sentence).find() && !BEHIND.matcher(sentence).find();
      return ahead
          ? at(lead, number(m.group("in")), m.group("inUnit").toLowerCase(Locale.ROOT))
          : null;
    }
    if (RECURRING.matcher(sentence).find()) {
      return null;
    }
    if (m.group("bare") != null) {
      return bareWeekday(m, lead);
    }
    if (m.group("md") != null) {
      return monthDay(m, lead);
    }
    return bareMonth(m, lead);
  }

  private String day(Matcher m, String lead) {
    String word = m.group("day").toLowerCase(Locale.ROOT);
    LocalDate date =
        switch (word) {
          case "the day before yesterday" -> said.minusDays(2);
          case "the day after tomorrow" -> said.plusDays(2);
          case "yesterday", "last night" -> said.minusDays(1);
          case "tomorrow" -> said.plusDays(1);
          default -> said;
        };
    if (m.group("dayPoss") != null) {
      return lead + "the " + date;
    }
    String part =
        word.equals("last night")
            ? "night"
            : word.equals("tonight") ? "evening" : m.group("dayPart");
    boolean noun =
        m.end() < sentence.length()
            && sentence.substring(m.end()).matches("(?s) (?:is|was|will be|are)\\b.*");
    return noun && part == null && lead.isEmpty()
        ? date.toString()
        : placed(lead, date.toString(), part);
  }

  private LocalDate weekday(String which, String name) {
    DayOfWeek day = DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    return switch (which) {
      case "last", "this past" -> said.with(TemporalAdjusters.previous(day));
      case "next" -> monday().plusWeeks(1).with(TemporalAdjusters.nextOrSame(day));
      default -> said.with(TemporalAdjusters.nextOrSame(day));
    };
  }

  private LocalDate monday() {
    return said.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private String span(Matcher m, String lead) {
    String which = m.group("span").toLowerCase(Locale.ROOT);
    int step =
        which.equals("next") ? 1 : which.equals("last") || which.equals("this past") ? -1 : 0;
    String unit = m.group("unit").toLowerCase(Locale.ROOT);
    String name =
        switch (unit) {
          case "week" -> "the week of " + monday().plusWeeks(step);
          case "weekend" -> "the weekend of " + weekend(which);
          case "month" -> monthOf(said.plusMonths(step));
          case "year" -> String.valueOf(said.getYear() + step);
          default -> unit + " " + seasonYear(unit, step);
        };
    if (m.group("unitPoss") != null) {
      return lead + name + "'s";
    }
    String preposition = unit.equals("weekend") ? "on " : "in ";
    return lead.isEmpty() ? preposition + name : keeping(lead) + name;
  }

  /** The Saturday of the weekend. */
  private LocalDate weekend(String which) {
    LocalDate coming = monday().plusDays(5);
    boolean duringWeekend = said.getDayOfWeek().getValue() >= 6;
    return switch (which) {
      case "next" -> coming.plusWeeks(1);
      case "last", "this past" ->
          coming.minusWeeks(which.equals("this past") && duringWeekend ? 0 : 1);
      default -> coming;
    };
  }

  private int seasonYear(String season, int step) {
    int starts =
        switch (season) {
          case "spring" -> 3;
          case "summer" -> 6;
          case "autumn", "fall" -> 9;
          default -> 12;
        };
    int ends = season.equals("winter") ? 14 : starts + 2;
    int now = said.getMonthValue();
    if (step < 0) {
      return now > Math.min(ends, 12) ? said.getYear() : said.getYear() - 1;
    }
    return step > 0 && now >= starts ? said.getYear() + 1 : said.getYear();
  }

  private String month(String which, String name, String lead) {
    Month month = Month.valueOf(name.toUpperCase(Locale.ROOT));
    int year = said.getYear();
    if (which.equals("last") && month.compareTo(said.getMonth()) >= 0) {
      year--;
    } else if (which.equals("next") && month.compareTo(said.getMonth()) <= 0) {
      year++;
    }
    return (lead.isEmpty() ? "in " : keeping(lead)) + name(month) + " " + year;
  }

  private String at(String lead, int steps, String unit) {
    return switch (unit) {
      case "day" -> placed(lead, said.plusDays(steps).toString(), null);
      case "week" -> (lead.isEmpty() ? "around " : keeping(lead)) + said.plusWeeks(steps);
      case "month" -> (lead.isEmpty() ? "in " : keeping(lead)) + monthOf(said.plusMonths(steps));
      default -> (lead.isEmpty() ? "in " : keeping(lead)) + Year.of(said.getYear() + steps);
    };
  }

  private @Nullable String bareWeekday(Matcher m, String lead) {
    String before = sentence.substring(0, m.start());
    if (before.endsWith("-") || (lead.isEmpty() && m.start() == 0)) {
      return null;
    }
    DayOfWeek day = DayOfWeek.valueOf(m.group("bare").toUpperCase(Locale.ROOT));
    boolean behind = BEHIND.matcher(sentence).find();
    boolean ahead =
        lead.equalsIgnoreCase("by ")
            || lead.equalsIgnoreCase("until ")
            || lead.equalsIgnoreCase("due ")
            || AHEAD.matcher(sentence).find();
    boolean by = lead.equalsIgnoreCase("by ");
    if (behind == ahead && !(behind && by)) {
      return null;
    }
    LocalDate date =
        ahead ? said.with(TemporalAdjusters.next(day)) : said.with(TemporalAdjusters.previous(day));
    return m.group() + " (" + date + ")";
  }

  private @Nullable String monthDay(Matcher m, String lead) {
    Month month = monthNamed(m.group("md"));
    int dayOfMonth = Integer.parseInt(m.group("dom"));
    if (dayOfMonth < 1
        || dayOfMonth > month.maxLength()
        || !Character.isUpperCase(m.group("md").charAt(0))) {
      return null;
    }
    int best = said.getYear();
    long nearest = Long.MAX_VALUE;
    for (int year = said.getYear() - 1; year <= said.getYear() + 1; year++) {
      if (dayOfMonth > month.length(Year.isLeap(year))) {
        continue;
      }
      long away = Math.abs(ChronoUnit.DAYS.between(said, LocalDate.of(year, month, dayOfMonth)));
      if (away < nearest) {
        nearest = away;
        best = year;
      }
    }
    return nearest == Long.MAX_VALUE ? null : lead + m.group("md") + ", " + best;
  }

  private @Nullable String bareMonth(Matcher m, String lead) {
    boolean dated =
        lead.equalsIgnoreCase("in ")
            || lead.equalsIgnoreCase("since ")
            || lead.equalsIgnoreCase("until ")
            || lead.equalsIgnoreCase("by ");
    if (!dated || !Character.isUpperCase(m.group("month").charAt(0))) {
      return null;
    }
    Month month = Month.valueOf(m.group("month").toUpperCase(Locale.ROOT));
    boolean ahead =
        (AHEAD.matcher(sentence).find()
            && !BEHIND.matcher(sentence).find()
            && !lead.equalsIgnoreCase("since "));
    int year = said.getYear();
    if (ahead && month.compareTo(said.getMonth()) < 0) {
      year++;
    } else if (!ahead && month.compareTo(said.getMonth()) > 0) {
      year--;
    }
    return lead + m.group("month") + " " + year;
  }

  private static Month monthNamed(String text) {
    String start = text.substring(0, 3).toUpperCase(Locale.ROOT);
    for (Month month : Month.values()) {
      if (month.name().startsWith(start)) {
        return month;
      }
    }
    throw new IllegalArgumentException(text);
  }

  /** A day after its preposition, with the part of the day. */
  private static String placed(String lead, String date, @Nullable String part) {
    String kept =
        lead.isEmpty() || lead.equalsIgnoreCase("in ") ? "on " : lead.toLowerCase(Locale.ROOT);
    return part == null
        ? kept + date
        : kept + "the " + part.toLowerCase(Locale.ROOT) + " of " + date;
  }

  private static String keeping(String lead) {
    return lead.equalsIgnoreCase("on ") ? "in " : lead;
  }

  private static int number(String word) {
    Integer known = NUMBERS.get(word.toLowerCase(Locale.ROOT));
    return known == null ? Integer.parseInt(word) : known;
  }

  private static String monthOf(LocalDate date) {
    return name(date.getMonth()) + " " + date.getYear();
  }

  private static String name(Month month) {
    return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
