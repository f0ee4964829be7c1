package dev.openmemory.pipeline;

import dev.openmemory.model.NameForm;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be read from the words of a fact about whether it is true, and of what.
 *
 * @param subject whom or what it is about, where it opens with a name and a verb; else empty
 * @param content the stems of the words that say what it is about, and the numbers that tell it
 *     from others; without its values
 * @param measures the numbers, versions and dates in it
 * @param negated whether it says that something is not so
 * @param ended whether it says that something is so no longer
 * @param untimely whether it speaks of the past, of a plan or of a possibility, and so says nothing
 *     of what is so now
 * @param update whether it says that something has become otherwise
 * @param state whether it says how something is, rather than what once happened
 * @param beside whether it says that something is so besides something else, or only at times
 */
record Statement(
    String subject,
    Set<String> content,
    Measures measures,
    boolean negated,
    boolean ended,
    boolean untimely,
    boolean update,
    boolean state,
    boolean beside) {

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
          "\\bused to\\b|\\bplan(?:s|ning)?\\b|(?<!\\b(?:is|are|was|were) )\\bplanned\\b|\\bwants?\\b|\\bwanted\\b|\\bhop(?:es|ed|ing)\\b"
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

  private static final Pattern BESIDE =
      Pattern.compile(
          "\\b(?:also|too|as well|in addition|additionally|besides|part[- ]time|on the side|second job"
              + "|side job|sometimes|occasionally|half (?:of )?the (?:year|week|time)|weekends?"
              + "|on \\w+days|(?:during|in) (?:the )?(?:week|summers?|winters?|holidays))\\b");

  /** The perfect and the passive of an event: "has finished", "has been to". */
  private static final Pattern EVENT =
      Pattern.compile(
          "\\b(?:has|have|had) (?:\\w+ly |just |already |also )?(?:\\w+(?:ed|en|wn|ught|ade|one|ent|un"
              + "|um|old|ead|et|it|ut|eft|ost|elt|ung|ung|ad))\\b|\\b(?:is|are) \\w+ing\\b");

  /** The stems of words that say that something has changed, or when. */
  private static final Set<String> CHANGE =
      Stream.of(
              ("improved increased decreased reached raised reduced dropped grown grew rose risen fell"
                      + " moved postponed rescheduled pushed extended upgraded downgraded bumped"
                      + " changed updated revised adjusted corrected set went gone came come today"
                      + " latest meanwhile turned turns back again finally lately became become"
                      + " shifted delayed total days due scheduled planned")
                  .split(" "))
          .map(Statement::stem)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> LIGHT =
      Set.of(
          ("a an the is are was were be been being am to of in on at and or that this these "
                  + "those it its so very really just also user user's has have had do does did "
                  + "doesn't don't didn't isn't aren't hasn't haven't wasn't not never no none any "
                  + "anymore more longer for with by from as their his her they he she them him "
                  + "there now recently currently actually new before after around about over under "
                  + "stopped quit quits ceased than which who what when where while but because "
                  + "since up down out all some per using use uses used trying wants want still "
                  + "already only such user’s into through during my i me")
              .split(" "));

  Statement {
    content = Set.copyOf(content);
  }

  /** Reads a fact. */
  static Statement of(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    boolean ended = ENDED.matcher(lower).find();
    boolean update = UPDATE.matcher(lower).find();
    Measures measures = Measures.in(text);
    boolean state = STATE.matcher(lower).find() && !EVENT.matcher(lower).find();
    return new Statement(
        subject(text),
        content(Measures.without(text), measures.marks()),
        measures,
        ended || NEGATED.matcher(lower).find(),
        ended,
        NOT_NOW.matcher(lower).find() || (PAST.matcher(lower).find() && !update),
        update,
        state,
        BESIDE.matcher(lower).find());
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

  private static Set<String> content(String lower, Set<String> marks) {
    Set<String> content = new LinkedHashSet<>(marks);
    Matcher matcher = WORD.matcher(lower);
    while (matcher.find()) {
      String word = NameForm.of(matcher.group());
      if (!word.isEmpty() && !LIGHT.contains(matcher.group()) && !LIGHT.contains(word)) {
        content.add(stem(word));
      }
    }
    return content;
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

  /** Whether a word says nothing of what a fact is about. */
  static boolean light(String word) {
    return LIGHT.contains(word);
  }

  /**
   * Whether two facts are about the very same thing: they have the same words, but for those that
   * say that it has changed.
   */
  boolean sameMatter(Statement other) {
    return shared(other) > 0 && beyond(other).isEmpty() && other.beyond(this).isEmpty();
  }

  private Set<String> beyond(Statement other) {
    Set<String> beyond = new HashSet<>(content);
    beyond.removeAll(other.content);
    beyond.removeAll(CHANGE);
    return beyond;
  }

  /** Whether they number the same sort of thing otherwise: "sprint 1", "sprint 2". */
  boolean numbersOtherwise(Statement other) {
    Set<Measures.Label> same = new HashSet<>(measures.labels());
    same.retainAll(other.measures.labels());
    return same.isEmpty()
        && measures.labels().stream()
            .anyMatch(
                mine ->
                    other.measures.labels().stream().anyMatch(its -> its.of().equals(mine.of())));
  }

  int shared(Statement other) {
    Set<String> both = new HashSet<>(content);
    both.retainAll(other.content);
    return both.size();
  }
}
