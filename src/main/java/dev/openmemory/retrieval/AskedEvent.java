package dev.openmemory.retrieval;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The event by which a question tells a time: "before I moved to Berlin", "after the wedding",
 * "while I was in Japan".
 *
 * @param side which side of the event is asked for
 * @param words the words that tell the event, lower case, each once; never empty
 * @param named whether one of them is a name
 * @param own whether it is an event in the life of who asks
 */
record AskedEvent(Side side, List<String> words, boolean named, boolean own) {

  /** Where what is asked for lies in time, seen from the event. */
  enum Side {
    BEFORE,
    /** Afterwards, and the sooner the likelier. */
    AFTER,
    /** At any time from then on. */
    SINCE,
    /** At the time of the event. */
    DURING
  }

  /** By whom or what an event begins; a name begins with a capital. */
  private static final String SUBJECT =
      "i|we|my|our|the|he|she|they|his|her|their|(?-i:\\p{Lu}\\p{L}+)";

  private static final Pattern CLAUSE =
      Pattern.compile(
          "\\b(?<!\\b(?:named|called|look|looked|looking|looks|ask|asked) )"
              + "(?:(before|until|till|by the time|after|since|while)\\s+(?=(?:[a-z]{2,}ing|"
              + SUBJECT
              + ")\\b)|(when|during)\\s+(?=(?:"
              + SUBJECT
              + ")\\b))([^,;?!]+)",
          Pattern.CASE_INSENSITIVE);

  /** Where a question begins after a clause that opens it without a comma. */
  private static final Pattern QUESTION =
      Pattern.compile(
          "\\s(?:what|which|who|whom|whose|where|how|why|did|do|does)\\b",
          Pattern.CASE_INSENSITIVE);

  /** A clause that starts so early opens the question. */
  private static final int OPENING = 8;

  /** What names no event but a part of a life, or nothing. */
  private static final Pattern NO_EVENT =
      Pattern.compile(
          "\\b(?:young|younger|kids?|child|children|little|teen\\w*|boy|girl|older|born|growing up"
              + "|something|anything|years old)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What asks for the way from one event to another asks for the tellings of both. */
  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\bbetween\\b|\\bhow long\\b|\\bhow many (?:more )?(?:days|weeks|months|years)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern OWN =
      Pattern.compile("\\b(?:i|we|my|our)\\b", Pattern.CASE_INSENSITIVE);

  /** Verbs that say only that something happened. */
  private static final Set<String> LIGHT =
      Set.of(
          "got",
          "get",
          "getting",
          "gotten",
          "went",
          "go",
          "going",
          "gone",
          "came",
          "come",
          "coming",
          "made",
          "make",
          "making",
          "took",
          "take",
          "taking",
          "done",
          "d",
          "ve",
          "m",
          "still",
          "first",
          "finally",
          "last",
          "together",
          "back",
          "already",
          "again");

  /** The event that a question tells a time by, if it does and names no days. */
  static Optional<AskedEvent> in(String question, Instant askedAt) {
    Matcher matcher = CLAUSE.matcher(question);
    if (!matcher.find()
        || BETWEEN.matcher(question).find()
        || AskedTime.in(question, askedAt).isPresent()) {
      return Optional.empty();
    }
    String clause = matcher.group(3);
    if (matcher.start() < OPENING && !question.startsWith(",", matcher.end())) {
      Matcher asks = QUESTION.matcher(clause);
      if (!asks.find()) {
        return Optional.empty();
      }
      clause = clause.substring(0, asks.start());
    }
    List<String> words =
        Terms.telling(clause).stream().filter(word -> !LIGHT.contains(word)).toList();
    if (words.isEmpty() || NO_EVENT.matcher(clause).find()) {
      return Optional.empty();
    }
    String conjunction = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return Optional.of(
        new AskedEvent(
            side(conjunction.toLowerCase(Locale.ROOT)),
            words,
            !Names.in(clause).isEmpty(),
            OWN.matcher(clause).find()));
  }

  private static Side side(String conjunction) {
    return switch (conjunction) {
      case "after" -> Side.AFTER;
      case "since" -> Side.SINCE;
      case "when", "while", "during" -> Side.DURING;
      default -> Side.BEFORE;
    };
  }
}
