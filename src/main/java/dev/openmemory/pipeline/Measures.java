package dev.openmemory.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers, versions and dates of a fact: which are values that a thing has one of at a time,
 * and which only tell one thing from another, as in "ticket 41", "Postgres 15" or "a meeting on May
 * 3".
 *
 * @param values those that a later fact may give anew
 * @param marks those that tell things apart, each with a sharp before it
 * @param labels the marks that follow what they number, such as {@code ticket 41}
 */
record Measures(List<Measure> values, Set<String> marks, Set<Label> labels) {

  /**
   * A value that a thing has one of at a time.
   *
   * @param kind such as a date or a percentage
   * @param value as written, in lower case
   * @param of the stem of what is counted or measured; empty if that is not beside the value
   */
  record Measure(Kind kind, String value, String of) {}

  /**
   * A number that is part of a name.
   *
   * @param of the stem of the word before it
   * @param number as written
   */
  record Label(String of, String number) {}

  /** The sorts of values, which are never compared with each other. */
  enum Kind {
    VERSION,
    DATE,
    TIME,
    PERCENT,
    MONEY,
    LENGTH_OF_TIME,
    NUMBER
  }

  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

  private static final Pattern MEASURE =
      Pattern.compile(
          "(?<date>\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b"
              + MONTH
              + "\\.? \\d{1,2}(?:st|nd|rd|th)?\\b(?:,? \\d{4})?|\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?"
              + MONTH
              + "\\b(?:,? \\d{4})?)"
              + "|(?<time>\\b\\d{1,2}(?::\\d{2})? ?[ap]\\.?m\\b|\\b\\d{1,2}:\\d{2}\\b)"
              + "|(?<version>\\bv\\d+(?:\\.\\d+)*\\b|\\b\\d+\\.\\d+\\.\\d+\\b)"
              + "|(?<percent>\\b\\d+(?:\\.\\d+)? ?(?:%|percent\\b))"
              + "|(?<money>[$€£]\\d[\\d,]*(?:\\.\\d+)?k?\\b"
              + "|\\b\\d[\\d,]*(?:\\.\\d+)? ?(?:dollars|euros|usd|eur)\\b)"
              + "|(?<length>\\b\\d+(?:\\.\\d+)? ?"
              + "(?:ms|milliseconds?|s|secs?|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?"
              + "|months?|years?)\\b)"
              + "|(?<number>\\b\\d[\\d,]*(?:\\.\\d+)?\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEFORE =
      Pattern.compile("(?<word>\\p{L}[\\p{L}\\p{N}.+#'’-]*?)(?:[ -]| #| no\\.? | number )$");

  private static final Pattern INDEFINITE =
      Pattern.compile("\\b(?:an?|another|one|some|any) (?:\\p{L}+ )?$");

  private static final Pattern NOUN =
      Pattern.compile("^[ -](?!(?:of|per|in|a|an|each|or|and)\\b)\\p{L}");

  /** "is on", "starts at", "was moved to": what a thing has one day or hour of. */
  private static final Pattern FIXED =
      Pattern.compile(
          "\\b(?:is|are|was|were|been|gets?|starts?|begins?|ends?|opens?|closes?|falls|expires?|leaves"
              + "|departs|arrives|due|scheduled|moved|postponed|rescheduled|extended|pushed|shifted"
              + "|changed|delayed|planned|brought forward)"
              + "(?: (?:now|for|on|at|to|by|until|till|back|out|due|set|scheduled|moved|postponed"
              + "|rescheduled|extended|pushed|shifted|changed|delayed|planned|forward"
              + "|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?))* $");

  /** After which a number says how much or how many. */
  private static final Set<String> GIVING =
      Set.of(
          "is",
          "are",
          "was",
          "were",
          "be",
          "been",
          "at",
          "of",
          "to",
          "from",
          "by",
          "about",
          "around",
          "over",
          "under",
          "than",
          "now",
          "only",
          "just",
          "almost",
          "least",
          "most",
          "has",
          "have",
          "had",
          "hit",
          "until",
          "till",
          "costs",
          "weighs",
          "takes",
          "lasts",
          "totals",
          "equals",
          "averages",
          "measures");

  /** Words of a sentence that no number counts. */
  private static final String VERB =
      "(?:has|is|was|does|uses|takes|costs|needs|runs|starts|ends|leaves|works|lives|includes|contains"
          + "|lasts|opens|closes)\\b";

  private static final Pattern COUNTED =
      Pattern.compile(
          "^(?: |-)((?:(?!"
              + VERB
              + ")[\\p{L}-]+ ){0,3}?)(?!"
              + VERB
              + ")([\\p{L}-]+?s|people|men|women|children)\\b");

  private static final Pattern UNIT =
      Pattern.compile("^ ?(kg|g|lbs?|km|cm|mm|m|l|ml|gb|mb|tb|kb|mph|km/h|kcal)\\b");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  Measures {
    values = List.copyOf(values);
    marks = Set.copyOf(marks);
    labels = Set.copyOf(labels);
  }

  /** Those of a fact. */
  static Measures in(String text) {
    String lower = lower(text);
    boolean several = lower.matches("(?s)^(?:an?|another|one|some|there) .*");
    List<Measure> values = new ArrayList<>();
    Set<String> marks = new HashSet<>();
    Set<Label> labels = new HashSet<>();
    Matcher matcher = MEASURE.matcher(lower);
    while (matcher.find()) {
      Kind kind = kind(matcher);
      String before = lower.substring(0, matcher.start());
      String after = lower.substring(matcher.end());
      String value = value(kind, matcher.group());
      boolean fixed =
          switch (kind) {
            case DATE, TIME -> !several && FIXED.matcher(before).find();
            case NUMBER -> counts(text, before, after, value);
            case VERSION, PERCENT, MONEY, LENGTH_OF_TIME -> true;
          };
      if (fixed && !(INDEFINITE.matcher(before).find() && NOUN.matcher(after).find())) {
        values.add(new Measure(kind, value, of(kind, before, after)));
      } else {
        marks.add("#" + value);
        String word = wordBefore(before);
        if (kind == Kind.NUMBER && !word.isEmpty() && !Statement.light(word)) {
          labels.add(new Label(Statement.stem(word), value));
        }
      }
    }
    return new Measures(values, marks, labels);
  }

  /** The text without its measures, in lower case. */
  static String without(String text) {
    return MEASURE.matcher(lower(text)).replaceAll(" ");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).replace('’', '\'');
  }

  private static String value(Kind kind, String written) {
    return kind == Kind.NUMBER || kind == Kind.MONEY
        ? written.strip().replace(",", "")
        : written.strip();
  }

  private static String of(Kind kind, String before, String after) {
    return switch (kind) {
      case NUMBER -> counted(after);
      case VERSION -> versioned(before);
      case DATE, TIME, PERCENT, MONEY, LENGTH_OF_TIME -> "";
    };
  }

  /** Whether a plain number says how much or how many, and does not belong to a name. */
  private static boolean counts(String text, String before, String after, String value) {
    String of = counted(after);
    String word = wordBefore(before);
    if (GIVING.contains(word)
        || word.endsWith("ly")
        || (word.endsWith("ed") && word.length() > 4)) {
      return !of.isEmpty() || !YEAR.matcher(value).matches();
    }
    int at = before.lastIndexOf(word);
    boolean name = at > 0 && at < text.length() && Character.isUpperCase(text.charAt(at));
    boolean verb = word.endsWith("s") && !word.matches(".*(?:ss|us|is|js|os|ies)");
    return !of.isEmpty() && !name && (verb || word.isEmpty() || Statement.light(word));
  }

  private static String wordBefore(String before) {
    Matcher matcher = BEFORE.matcher(before);
    return matcher.find() ? matcher.group("word") : "";
  }

  private static Kind kind(Matcher matcher) {
    if (matcher.group("date") != null) {
      return Kind.DATE;
    }
    if (matcher.group("time") != null) {
      return Kind.TIME;
    }
    if (matcher.group("version") != null) {
      return Kind.VERSION;
    }
    if (matcher.group("percent") != null) {
      return Kind.PERCENT;
    }
    if (matcher.group("money") != null) {
      return Kind.MONEY;
    }
    return matcher.group("length") != null ? Kind.LENGTH_OF_TIME : Kind.NUMBER;
  }

  /** What a number counts: its unit, or the last word of the group of words that follows it. */
  private static String counted(String after) {
    Matcher unit = UNIT.matcher(after);
    if (unit.find()) {
      return unit.group(1);
    }
    Matcher words = COUNTED.matcher(after);
    return words.find() ? Statement.stem(words.group(2)) : "";
  }

  /** What a version is of: the word before it. */
  private static String versioned(String before) {
    Matcher word = Pattern.compile("([\\p{L}\\p{N}.+#-]+)(?: version)? $").matcher(before);
    return word.find() ? Statement.stem(word.group(1)) : "";
  }
}
