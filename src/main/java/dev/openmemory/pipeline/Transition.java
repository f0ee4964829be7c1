package dev.openmemory.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what somebody has left for something else: "switched from X to Y". */
final class Transition {

  private static final Pattern TRANSITION =
      Pattern.compile(
          "\\b(?<verb>switched|moved|migrated|changed|upgraded|downgraded|converted|went)"
              + " (?<object>(?:\\w+ ){0,3}?)from (?<old>.+?) to (?<new>.+?)"
              + "(?:[.,;](?!\\d)| (?:in|on|at|because|after|since|for|and)\\b|$)"
              + "|\\breplaced (?<old2>.+?) (?:with|by) (?<new2>.+?)"
              + "(?:[.,;](?!\\d)| (?:in|on|at|because|after|since|for|and)\\b|$)"
              + "|\\b(?:uses|prefers|likes|chose|picked|has|owns|drives|works at|lives in)"
              + " (?<new3>.+?) instead of (?<old3>.+?)(?:[.,;](?!\\d)|$)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HOLDS =
      Pattern.compile(
          "\\b(?:uses?|using|prefers?|likes?|loves?|works? (?:at|for|with|in|on|as)|lives? in|drives?"
              + "|owns?|has|runs?|deploys?|is)\\b");

  /** Where something is left: "at work", "for the blog". */
  private static final Pattern CONTEXT =
      Pattern.compile("^ (?:at|for|with|in|on) (?<what>[^.,;]+)");

  private static final Pattern TIME =
      Pattern.compile(
          "\\b(?:(?:last|this|next|early|late) )?(?:years?|months?|weeks?|days?|summer|winter|spring|autumn"
              + "|fall|january|february|march|april|may|june|july|august|september|october|november"
              + "|december|\\w+day|good|\\d[\\d-]*)\\b");

  /** What is moved where nothing in particular is. */
  private static final Set<String> ANYTHING =
      words("home house job jobs back over away everything all it completely entirely place");

  private Transition() {}

  /** Whether a later fact leaves what an earlier one says that is used, liked or lived in. */
  static boolean leaves(String later, String earlier, Statement older) {
    Matcher transition = TRANSITION.matcher(later);
    if (!transition.find() || older.untimely() || older.negated()) {
      return false;
    }
    Matcher holds = HOLDS.matcher(earlier.toLowerCase(Locale.ROOT));
    if (TRANSITION.matcher(earlier).find() || !holds.find()) {
      return false;
    }
    Set<String> old = words(group(transition, "old"));
    Set<String> target = words(group(transition, "new"));
    Set<String> said = older.content();
    Set<String> shared = new HashSet<>(target);
    shared.removeAll(old);
    shared.retainAll(said);
    // The earlier fact must be about the old thing, and about little else.
    return !old.isEmpty()
        && said.containsAll(old)
        && shared.isEmpty()
        && said.size() <= old.size() + 3
        && ofTheSame(transition, later, said)
        && words(later).containsAll(words(earlier.substring(0, holds.start())))
        && inTheSame(transition, later, said);
  }

  /** Whether it is what the earlier fact speaks of that is moved, and its owner who moves it. */
  private static boolean ofTheSame(Matcher transition, String later, Set<String> said) {
    Set<String> moved = new HashSet<>();
    if (transition.group("object") != null) {
      moved.addAll(words(transition.group("object")));
      moved.removeAll(ANYTHING);
    }
    String before = later.substring(0, transition.start());
    String clause = before.replaceAll("^.*(?:[,;:]| and | that | so | but )", "");
    moved.addAll(words(TIME.matcher(clause.toLowerCase(Locale.ROOT)).replaceAll(" ")));
    return said.containsAll(moved);
  }

  /** What is left at work may go on at home. */
  private static boolean inTheSame(Matcher transition, String later, Set<String> said) {
    String verb = transition.group("verb");
    if (verb != null && (verb.equalsIgnoreCase("moved") || verb.equalsIgnoreCase("went"))) {
      return true;
    }
    Matcher context = CONTEXT.matcher(later.substring(end(transition)));
    if (!context.find()) {
      return true;
    }
    String what = context.group("what").toLowerCase(Locale.ROOT);
    Set<String> there = words(TIME.matcher(what).replaceAll(" "));
    return there.isEmpty() || there.stream().anyMatch(said::contains);
  }

  private static int end(Matcher transition) {
    for (String name : List.of("new", "new2", "old3")) {
      if (transition.group(name) != null) {
        return transition.end(name);
      }
    }
    return transition.end();
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
}
