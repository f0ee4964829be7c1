package dev.openmemory.pipeline;

import java.util.HashSet;
import java.util.List;
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

  private static final Pattern TRANSITION =
      Pattern.compile(
          "\\b(?:switched|moved|migrated|changed|upgraded|downgraded|converted|went) (?:\\w+ ){0,3}?"
              + "from (?<old>.+?) to (?<new>.+?)(?:[.,;]| (?:in|on|at|because|after|since|for|and)\\b|$)"
              + "|\\breplaced (?<old2>.+?) (?:with|by) (?<new2>.+?)"
              + "(?:[.,;]| (?:in|on|at|because|after|since|for|and)\\b|$)"
              + "|\\b(?:uses|prefers|likes|chose|picked|has|owns|drives|works at|lives in)"
              + " (?<new3>.+?) instead of (?<old3>.+?)(?:[.,;]|$)",
          Pattern.CASE_INSENSITIVE);

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

  /**
   * What a later fact means for an earlier one.
   *
   * @param cosine how near they are in meaning
   */
  static Verdict verdict(String later, String earlier, double cosine) {
    Statement newer = Statement.of(later);
    Statement older = Statement.of(earlier);
    if (!newer.subject().isEmpty()
        && !older.subject().isEmpty()
        && !newer.subject().equals(older.subject())) {
      return Verdict.NONE;
    }
    if (leaves(later, earlier, older) || prefersOtherwise(later, earlier)) {
      return Verdict.REPLACES;
    }
    if (favours(later, earlier)) {
      return Verdict.REPLACES;
    }
    if (newer.untimely() && !newer.ended()) {
      return contradicts(newer, older) ? Verdict.CONTRADICTS : Verdict.NONE;
    }
    if (ends(newer, older) || (!older.untimely() && remeasures(newer, older, cosine))) {
      return Verdict.REPLACES;
    }
    return contradicts(newer, older) || likesOtherwise(later, earlier)
        ? Verdict.CONTRADICTS
        : Verdict.NONE;
  }

  /** "Switched from X to Y" ends what says that X is used, liked or lived in. */
  private static boolean leaves(String later, String earlier, Statement older) {
    Matcher transition = TRANSITION.matcher(later);
    if (!transition.find() || older.untimely() || older.negated()) {
      return false;
    }
    if (TRANSITION.matcher(earlier).find() || !holds(earlier)) {
      return false;
    }
    Set<String> old = words(group(transition, "old"));
    Set<String> target = words(group(transition, "new"));
    Set<String> said = words(earlier);
    Set<String> shared = new HashSet<>(target);
    shared.removeAll(old);
    shared.retainAll(said);
    // The earlier fact must be about the old thing, and about little else.
    return !old.isEmpty()
        && said.containsAll(old)
        && shared.isEmpty()
        && said.size() <= old.size() + 3;
  }

  private static final Pattern HOLDS =
      Pattern.compile(
          "\\b(?:uses?|using|prefers?|likes?|loves?|works? (?:at|for|with|in|on|as)|lives? in|drives?"
              + "|owns?|has|runs?|deploys?|is)\\b");

  private static boolean holds(String earlier) {
    return HOLDS.matcher(earlier.toLowerCase(Locale.ROOT)).find();
  }

  private static String group(Matcher matcher, String name) {
    for (String suffix : List.of("", "2", "3")) {
      String found = matcher.group(name + suffix);
      if (found != null) {
        return found;
      }
    }
    return "";
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
  private static boolean ends(Statement newer, Statement older) {
    return newer.ended()
        && !older.negated()
        && !older.untimely()
        && newer.content().size() >= 1
        && older.content().size() <= newer.content().size() + 2
        && newer.shared(older) >= Math.min(2, newer.content().size())
        && (double) newer.shared(older) / newer.content().size() >= 0.8;
  }

  /** The same measure of the same thing has another value. */
  private static boolean remeasures(Statement newer, Statement older, double cosine) {
    if (newer.negated() || older.negated()) {
      return false;
    }
    boolean other = false;
    for (Statement.Measure now : newer.measures()) {
      for (Statement.Measure then : older.measures()) {
        if (now.kind() == then.kind() && now.of().equals(then.of())) {
          if (now.value().equals(then.value())) {
            continue;
          }
          other = true;
        }
      }
    }
    if (!other || sharesValue(newer, older)) {
      return false;
    }
    boolean same = newer.likeness(older) >= 0.7 && newer.state() && older.state();
    boolean updated =
        newer.update() && cosine >= 0.75 && newer.shared(older) >= 3 && newer.overlap(older) >= 0.6;
    return same || updated;
  }

  /** Statements that agree in one value speak of several, and which one changed is not clear. */
  private static boolean sharesValue(Statement newer, Statement older) {
    return newer.measures().stream().anyMatch(older.measures()::contains);
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
