package dev.openmemory.pipeline;

import dev.openmemory.model.NameForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be read from the words of a fact about whether it is true, and of what.
 *
 * @param subject whom or what it is about, where it opens with a name and a verb; else empty
 * @param content the stems of the words that say what it is about, without measures
 * @param measures the numbers, versions and dates in it
 * @param negated whether it says that something is not so
 * @param ended whether it says that something is so no longer
 * @param untimely whether it speaks of the past, of a plan or of a possibility, and so says nothing
 *     of what is so now
 * @param update whether it says that something has become otherwise
 * @param state whether it says how something is, rather than what once happened
 */
record Statement(
    String subject,
    Set<String> content,
    List<Measure> measures,
    boolean negated,
    boolean ended,
    boolean untimely,
    boolean update,
    boolean state) {

  /**
   * A value that a thing has one of at a time.
   *
   * @param kind such as a date or a percentage
   * @param value as written, in lower case
   * @param of the stem of what is counted or measured; empty if that is not beside the value
   */
  record Measure(Kind kind, String value, String of) {}

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

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’+#._-]*");

  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(?:not|never|no|none|nothing|nobody|without|cannot|neither|nor)\\b|n't\\b");

  private static final Pattern ENDED =
      Pattern.compile(
          "\\bno longer\\b|\\bnot (?:\\w+ ){0,6}any ?more\\b|n't (?:\\w+ ){0,6}any ?more\\b"
              + "|\\bstopped \\w+ing\\b|\\bgave up\\b|\\bquit(?:s|ted)?\\b|\\bceased\\b");

  private static final Pattern PAST =
      Pattern.compile(
          "\\bformer(?:ly)?\\b|\\bprevious(?:ly)?\\b|\\bonce\\b|\\bback (?:in|then)\\b|\\bago\\b"
              + "|\\blast (?:year|month|week|summer|winter|spring|autumn|fall)\\b|\\bgrew up\\b"
              + "|\\bborn\\b|\\blived\\b|\\bworked\\b|\\bwas\\b|\\bwere\\b");

  private static final Pattern NOT_NOW =
      Pattern.compile(
          "\\bused to\\b|\\bplan(?:s|ned|ning)?\\b|\\bwants?\\b|\\bwanted\\b|\\bhop(?:es|ed|ing)\\b"
              + "|\\bmight\\b|\\bmay (?!\\d)|\\bcould\\b|\\bwould\\b|\\bconsider(?:s|ed|ing)?\\b"
              + "|\\bthinking (?:of|about)\\b|\\bwill\\b|\\bgoing to\\b|\\bintends?\\b|\\bif\\b"
              + "|\\bwish(?:es|ed)?\\b|\\bdreams?\\b|\\bgoal\\b|\\baim(?:s|ing)?\\b"
              + "|\\btarget(?:s|ing)?\\b|\\btrying\\b");

  private static final Pattern UPDATE =
      Pattern.compile(
          "\\bnow\\b|\\brecently\\b|\\bcurrently\\b|\\bactually\\b|\\bnew(?:ly)?\\b|\\bupdated?\\b"
              + "|\\bchang(?:ed|es)\\b|\\bincreas(?:ed|es)\\b|\\bdecreas(?:ed|es)\\b"
              + "|\\bimprov(?:ed|es)\\b|\\breach(?:ed|es)\\b|\\braised\\b|\\breduced\\b"
              + "|\\bdropped\\b|\\bgrown\\b|\\bgrew\\b|\\brose\\b|\\brisen\\b|\\bfell\\b|\\bmoved\\b"
              + "|\\bpostponed\\b|\\brescheduled\\b|\\bpushed (?:back|to|out)\\b|\\bextended\\b"
              + "|\\bupgraded\\b|\\bdowngraded\\b|\\bbumped\\b|\\bmigrated\\b|\\bswitched\\b"
              + "|\\breplaced\\b|\\bcorrect(?:ed|ion)\\b|\\bturns out\\b|\\binstead\\b|\\btotal of\\b"
              + "|\\bno longer\\b|\\brenamed\\b|\\bas of\\b|\\brevised\\b|\\badjusted\\b|\\bsince\\b");

  private static final Pattern STATE =
      Pattern.compile(
          "\\b(?:is|are|has|have|uses?|lives?|works?|weighs?|costs?|owns?|prefers?|earns?|needs?"
              + "|contains?|includes?|takes?|runs?|deploys?|stands|lasts|starts|ends|pays|likes"
              + "|allows?|supports?|requires?|measures|counts|totals|holds|keeps|'s)\\b");

  /** The perfect and the passive of an event: "has finished", "has been to". */
  private static final Pattern EVENT =
      Pattern.compile(
          "\\b(?:has|have|had) (?:\\w+ly |just |already |also )?(?:\\w+(?:ed|en|wn|ught|ade|one|ent|un"
              + "|um|old|ead|et|it|ut|eft|ost|elt|ung|ung|ad))\\b|\\b(?:is|are) \\w+ing\\b");

  private static final Set<String> LIGHT =
      Set.of(
          "a",
          "an",
          "the",
          "is",
          "are",
          "was",
          "were",
          "be",
          "been",
          "being",
          "am",
          "to",
          "of",
          "in",
          "on",
          "at",
          "and",
          "or",
          "that",
          "this",
          "these",
          "those",
          "it",
          "its",
          "so",
          "very",
          "really",
          "just",
          "also",
          "user",
          "user's",
          "has",
          "have",
          "had",
          "do",
          "does",
          "did",
          "doesn't",
          "don't",
          "didn't",
          "isn't",
          "aren't",
          "hasn't",
          "haven't",
          "wasn't",
          "not",
          "never",
          "no",
          "none",
          "any",
          "anymore",
          "more",
          "longer",
          "for",
          "with",
          "by",
          "from",
          "as",
          "their",
          "his",
          "her",
          "they",
          "he",
          "she",
          "them",
          "him",
          "there",
          "now",
          "recently",
          "currently",
          "actually",
          "new",
          "before",
          "after",
          "around",
          "about",
          "over",
          "under",
          "stopped",
          "quit",
          "quits",
          "ceased",
          "than",
          "which",
          "who",
          "what",
          "when",
          "where",
          "while",
          "but",
          "because",
          "since",
          "up",
          "down",
          "out",
          "all",
          "some",
          "each",
          "per",
          "using",
          "use",
          "uses",
          "used",
          "trying",
          "wants",
          "want",
          "still",
          "already",
          "only",
          "both",
          "such",
          "other",
          "user’s",
          "into",
          "through",
          "during",
          "my",
          "i",
          "me");

  Statement {
    content = Set.copyOf(content);
    measures = List.copyOf(measures);
  }

  /** Reads a fact. */
  static Statement of(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    boolean ended = ENDED.matcher(lower).find();
    boolean update = UPDATE.matcher(lower).find();
    boolean state = STATE.matcher(lower).find() && !EVENT.matcher(lower).find();
    return new Statement(
        subject(text),
        content(MEASURE.matcher(lower).replaceAll(" ")),
        measures(lower),
        ended || NEGATED.matcher(lower).find(),
        ended,
        NOT_NOW.matcher(lower).find() || (PAST.matcher(lower).find() && !update),
        update,
        state);
  }

  private static final Pattern SUBJECT =
      Pattern.compile(
          "^(?!The |A |An |My |Its |His |Her |Their )((?:\\p{Lu}[\\p{L}\\p{N}.-]*)(?: \\p{Lu}[\\p{L}\\p{N}.-]*)?)"
              + " (?:now |currently |recently |actually |no longer |never |also |has |is )?"
              + "(?:[a-z]+(?:s|ed|n't)|has|is|had|did|went|plays?)\\b");

  private static String subject(String text) {
    Matcher matcher = SUBJECT.matcher(text);
    return matcher.find() ? NameForm.of(matcher.group(1)) : "";
  }

  private static Set<String> content(String lower) {
    Set<String> content = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(lower);
    while (matcher.find()) {
      String word = NameForm.of(matcher.group());
      if (!word.isEmpty() && !LIGHT.contains(matcher.group()) && !LIGHT.contains(word)) {
        content.add(stem(word));
      }
    }
    return content;
  }

  private static List<Measure> measures(String lower) {
    List<Measure> measures = new ArrayList<>();
    Matcher matcher = MEASURE.matcher(lower);
    while (matcher.find()) {
      Kind kind = kind(matcher);
      String of = "";
      if (kind == Kind.NUMBER) {
        of = counted(lower.substring(matcher.end()));
      } else if (kind == Kind.VERSION) {
        of = versioned(lower.substring(0, matcher.start()));
      } else if (kind == Kind.LENGTH_OF_TIME) {
        of = matcher.group().replaceAll("[\\d., ]", "").replaceAll("(?<=.{2})s$", "");
      }
      measures.add(new Measure(kind, matcher.group().strip(), of));
    }
    return measures;
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

  /** What a number counts: the last word of the group of words that follows it. */
  private static String counted(String after) {
    Matcher words =
        Pattern.compile(
                "^(?: |-)((?:[\\p{L}-]+ ){0,3}?)([\\p{L}-]+?(?:s|people|men|women|children))\\b")
            .matcher(after);
    return words.find() ? stem(words.group(2)) : "";
  }

  /** What a version is of: the word before it. */
  private static String versioned(String before) {
    Matcher word = Pattern.compile("([\\p{L}\\p{N}.+#-]+)(?: version)? $").matcher(before);
    return word.find() ? stem(word.group(1)) : "";
  }

  /** A word without its ending, roughly. */
  static String stem(String word) {
    String stem = word;
    if (stem.endsWith("ies") && stem.length() > 4) {
      stem = stem.substring(0, stem.length() - 3) + "y";
    } else if (stem.matches(".{2,}(?:ss|x|z|ch|sh)es")) {
      stem = stem.substring(0, stem.length() - 2);
    } else if (stem.matches(".{2,}[^sui]s")) {
      stem = stem.substring(0, stem.length() - 1);
    } else if (stem.matches(".{3,}ings?")) {
      stem = stem.substring(0, stem.lastIndexOf("ing"));
    } else if (stem.matches(".{2,}[^e]ed")) {
      stem = stem.substring(0, stem.length() - 2);
    }
    int n = stem.length();
    if (n > 3 && stem.charAt(n - 1) == stem.charAt(n - 2) && "sl".indexOf(stem.charAt(n - 1)) < 0) {
      stem = stem.substring(0, n - 1);
    }
    return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
  }

  /** How much of what the shorter statement is about the other is about too, 0…1. */
  double overlap(Statement other) {
    int least = Math.min(content.size(), other.content.size());
    return least == 0 ? 0 : (double) shared(other) / least;
  }

  /** How alike two statements are in what they are about, 0…1: Jaccard index. */
  double likeness(Statement other) {
    int shared = shared(other);
    int either = content.size() + other.content.size() - shared;
    return either == 0 ? 0 : (double) shared / either;
  }

  int shared(Statement other) {
    Set<String> both = new HashSet<>(content);
    both.retainAll(other.content);
    return both.size();
  }
}
