package dev.openmemory.pipeline;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a later fact takes the place of an earlier one of the same person, read from their words.
 * Nearness in meaning proposes pairs and decides nothing: each rule needs a sign in the words. A
 * wrong replacement hides what is true, so where the signs are weak both facts stand.
 */
final class Succession {

  /** Pairs whose cosine is lower are not looked at. */
  static final double NEAR = 0.6;

  /** What a later fact means for an earlier one. */
  enum Verdict {
    /** Nothing. */
    NONE,
    /** The earlier is no longer true. */
    REPLACES,
    /** They cannot both be true, and nothing says which is. */
    CONTRADICTS
  }

  private static final Pattern PREFERENCE =
      Pattern.compile(
          "^(?<who>.+?) (?:now |currently |actually )?(?:prefers|favou?rs|likes|loves|chooses)"
              + " (?<what>.+?) (?:over|more than|rather than|to|instead of|better than)"
              + " (?<than>.+?)(?: for .*| because .*| in .*| when .*)?\\.?$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FAVOURITE =
      Pattern.compile(
          "^(?<whose>.+?)(?:'s|’s) (?:current |new )?favou?rite (?<kind>.+?) is (?:now )?(?<what>.+?)\\.?$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LIKING =
      Pattern.compile(
          "^(?<who>.+?) (?:now |really |also )?"
              + "(?<verb>likes|loves|enjoys|adores|dislikes|hates|detests|doesn't like|does not like"
              + "|can't stand|no longer likes|no longer enjoys) (?<what>.+?)\\.?$",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> AVERSE =
      Set.of(
          "dislikes",
          "hates",
          "detests",
          "doesn't like",
          "does not like",
          "can't stand",
          "no longer likes",
          "no longer enjoys");

  private Succession() {}

  /** What a later fact means for an earlier one. */
  static Verdict verdict(String later, String earlier) {
    Statement newer = Statement.of(later);
    Statement older = Statement.of(earlier);
    if (!newer.subject().isEmpty()
        && !older.subject().isEmpty()
        && !newer.subject().equals(older.subject())) {
      return Verdict.NONE;
    }
    if (newer.numbersOtherwise(older)) {
      return Verdict.NONE;
    }
    if (Transition.leaves(later, earlier, older) || prefersOtherwise(later, earlier)) {
      return Verdict.REPLACES;
    }
    if (favours(later, earlier)) {
      return Verdict.REPLACES;
    }
    if (newer.untimely() && !newer.ended()) {
      return contradicts(newer, older) ? Verdict.CONTRADICTS : Verdict.NONE;
    }
    if (ends(newer, older, earlier)
        || (!older.untimely() && remeasures(later, earlier, newer, older))) {
      return Verdict.REPLACES;
    }
    return contradicts(newer, older) || likesOtherwise(later, earlier)
        ? Verdict.CONTRADICTS
        : Verdict.NONE;
  }

  private static Set<String> words(String text) {
    return Statement.of(text).content();
  }

  /** "Prefers tabs over spaces" and later "prefers spaces over tabs". */
  private static boolean prefersOtherwise(String later, String earlier) {
    Matcher now = PREFERENCE.matcher(later);
    Matcher then = PREFERENCE.matcher(earlier);
    return now.find()
        && then.find()
        && now.group("who").equalsIgnoreCase(then.group("who"))
        && words(now.group("what")).equals(words(then.group("than")))
        && words(now.group("than")).equals(words(then.group("what")));
  }

  /** There is one favourite of a kind. */
  private static boolean favours(String later, String earlier) {
    Matcher now = FAVOURITE.matcher(later);
    Matcher then = FAVOURITE.matcher(earlier);
    return now.find()
        && then.find()
        && now.group("whose").equalsIgnoreCase(then.group("whose"))
        && words(now.group("kind")).equals(words(then.group("kind")))
        && !words(now.group("what")).equals(words(then.group("what")));
  }

  /** "Likes X", later "dislikes X": taste that turned, or a slip; nothing says which. */
  private static boolean likesOtherwise(String later, String earlier) {
    Matcher now = LIKING.matcher(later);
    Matcher then = LIKING.matcher(earlier);
    return now.find()
        && then.find()
        && now.group("who").equalsIgnoreCase(then.group("who"))
        && AVERSE.contains(now.group("verb").toLowerCase(Locale.ROOT))
            != AVERSE.contains(then.group("verb").toLowerCase(Locale.ROOT))
        && words(now.group("what")).equals(words(then.group("what")));
  }

  /** "No longer works at Acme" ends "works at Acme". */
  private static boolean ends(Statement newer, Statement older, String earlier) {
    return newer.ended()
        && !older.negated()
        && !older.untimely()
        && newer.content().size() >= 1
        && older.content().size() <= newer.content().size() + 2
        && newer.shared(older) >= Math.min(2, newer.content().size())
        && (double) newer.shared(older) / newer.content().size() >= 0.8
        && older.measures().values().containsAll(newer.measures().values())
        && doing(newer, earlier);
  }

  private static final Pattern VERB = Pattern.compile("^User (?:now |also |often )?(\\p{L}+)");

  /** Whether what is over is what the earlier one says that the user does, and not a part of it. */
  private static boolean doing(Statement newer, String earlier) {
    Matcher verb = VERB.matcher(earlier);
    return !verb.find()
        || Statement.light(verb.group(1))
        || newer.content().contains(Statement.stem(verb.group(1)));
  }

  /** Tastes and deeds, which one has several of. */
  private static final Pattern SEVERAL =
      Pattern.compile(
          "\\b(?:likes|loves|enjoys|adores|prefers|dislikes|hates|tested|tried|reads|knows"
              + "|recommends)\\b");

  /** "User drinks 2 cups a day". */
  private static final Pattern HABIT =
      Pattern.compile("^(?:(?:The|User's) )?[\\p{L}-]+ (?:\\p{Ll}+ly |now )?\\p{Ll}+s\\b");

  /** The same measure of the very same thing has another value. */
  private static boolean remeasures(
      String later, String earlier, Statement newer, Statement older) {
    if (newer.negated()
        || older.negated()
        || !(older.state() || (newer.update() && HABIT.matcher(earlier).find()))
        || SEVERAL.matcher(later).find()
        || !newer.sameMatter(older)
        || sharesValue(newer, older)) {
      return false;
    }
    boolean other = false;
    for (Measures.Measure now : newer.measures().values()) {
      for (Measures.Measure then : older.measures().values()) {
        other |= now.kind() == then.kind() && now.of().equals(then.of());
      }
    }
    return other && (newer.state() || newer.update());
  }

  /** Statements that agree in one value speak of several, and which one changed is not clear. */
  private static boolean sharesValue(Statement newer, Statement older) {
    return newer.measures().values().stream().anyMatch(older.measures().values()::contains);
  }

  /** One says of something that it never was, the other that it is. */
  private static boolean contradicts(Statement newer, Statement older) {
    if (newer.negated() == older.negated() || newer.ended() || older.ended()) {
      return false;
    }
    Statement denial = newer.negated() ? newer : older;
    Statement claim = newer.negated() ? older : newer;
    return denial.content().size() >= 2
        && denial.shared(claim) >= 2
        && (double) denial.shared(claim) / denial.content().size() >= 0.6;
  }
}
