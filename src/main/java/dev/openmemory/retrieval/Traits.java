package dev.openmemory.retrieval;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text is like, whatever it is about. Read in one pass: a search looks at hundreds of texts.
 *
 * @param words how many words it has
 * @param asking the share of its words that stand in questions, 0…1
 * @param tellsTime whether it says when something was or will be
 * @param standing whether it says how the speaker wants things to be from now on
 * @param prefers whether it says what the speaker or the user prefers
 * @param personal how much of it is said of the speaker or of the user, 0…1: 1 where every fifth
 *     word is "I", "my", "we" or the like
 */
record Traits(
    int words,
    double asking,
    boolean tellsTime,
    boolean standing,
    boolean prefers,
    double personal) {

  private static final Set<String> SELF =
      Set.of("i", "my", "me", "mine", "myself", "we", "our", "ours", "us", "user");

  /** Of so many words one by which the speaker is meant makes a text wholly personal. */
  private static final double EVERY = 5;

  /** A text of fewer words says no more of the speaker for that. */
  private static final int FEWEST = 8;

  private static final Set<String> TIMES =
      Set.of(
          "yesterday",
          "today",
          "tonight",
          "tomorrow",
          "last",
          "next",
          "ago",
          "week",
          "weeks",
          "weekend",
          "month",
          "months",
          "year",
          "years",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "since",
          "morning",
          "evening",
          "summer",
          "winter",
          "autumn",
          "fall",
          "spring",
          "recently",
          "earlier");

  /** What stands before "prefer" where somebody says so of themselves. */
  private static final Set<String> WHO_PREFER =
      Set.of("i", "we", "really", "usually", "generally", "would", "strongly", "much");

  /** What makes "Never been there!" and "Always a pleasure" no wish. */
  private static final String NO_WISH =
      "(?!\\s+(?:\\w+ed|been|had|seen|heard|thought|knew|known|felt|gone|done|met|took|got|mind|a|an"
          + "|the|in|on|at|for|up|so|too|good|great|nice|fun|here|there|happy|glad)\\b)";

  /** Where a sentence starts. */
  private static final Pattern STANDING =
      Pattern.compile(
          "\\s*(?:hey |hi |please |so |and |also ){0,9}"
              + "(?:(?:always|never|do not ever|don['’]t ever)"
              + NO_WISH
              + "(?-i:\\s+[a-z])" // "Never Cry Wolf" is a title
              + "|from now on\\b|going forward\\b|i always (?:want|prefer)\\b"
              + "|(?:whenever|when|every time|each time) i (?:ask|say|tell|mention|request|want|need"
              + "|write|send|share|talk)\\b"
              + "|(?:the )?user (?:wants|expects|would like) (?:the assistant|you) to\\b"
              + "|remember(?: that)? (?:i|my|we|our)\\b|make sure (?:to|you) always\\b)",
          Pattern.CASE_INSENSITIVE);

  /** The traits of a text. */
  static Traits of(String text) {
    return new Reading(text).traits();
  }

  /** One pass over a text. */
  private static final class Reading {

    private final String text;
    private final Matcher standingAt;
    private int words;
    private int asking;
    private int self;
    private int sentence;
    private boolean time;
    private boolean standing;
    private boolean prefers;
    private String last = "";

    Reading(String text) {
      this.text = text;
      this.standingAt = STANDING.matcher(text);
    }

    Traits traits() {
      int start = -1;
      opens(0);
      for (int i = 0; i <= text.length(); i++) {
        char c = i < text.length() ? text.charAt(i) : ' ';
        boolean inside = Character.isLetterOrDigit(c);
        if (inside && start < 0) {
          start = i;
        } else if (!inside && start >= 0) {
          word(start, i);
          start = -1;
        }
        if (c == '.' || c == '!' || c == '?' || c == ':') {
          ends(c);
          opens(i + 1);
        }
      }
      return new Traits(
          words,
          words == 0 ? 0 : asking / (double) words,
          time,
          standing,
          prefers,
          Math.min(1, EVERY * self / Math.max(FEWEST, words)));
    }

    private void opens(int at) {
      if (!standing && at < text.length()) {
        standing = standingAt.region(at, text.length()).lookingAt();
      }
    }

    private void ends(char mark) {
      if (mark != ':') {
        asking += mark == '?' ? sentence : 0;
        sentence = 0;
      }
    }

    private void word(int start, int end) {
      // What follows an apostrophe belongs to the word before it.
      char before = start > 0 ? text.charAt(start - 1) : ' ';
      if (before == '\'' || before == '’') {
        return;
      }
      words++;
      sentence++;
      String word = text.substring(start, end).toLowerCase(Locale.ROOT);
      time = time || tellsTime(word);
      prefers = prefers || tellsPreference(word);
      last = word;
      self += SELF.contains(word) ? 1 : 0;
    }

    private boolean tellsPreference(String word) {
      return word.equals("prefer")
          ? WHO_PREFER.contains(last)
          : word.equals("prefers") && (words == 1 || last.equals("user"));
    }

    private static boolean tellsTime(String word) {
      if (!Character.isDigit(word.charAt(0))) {
        return TIMES.contains(word);
      }
      boolean year = word.length() == 4 && (word.startsWith("19") || word.startsWith("20"));
      return year
          || word.endsWith("th")
          || word.endsWith("st")
          || word.endsWith("nd")
          || word.endsWith("rd");
    }
  }
}
