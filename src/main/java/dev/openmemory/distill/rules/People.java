package dev.openmemory.distill.rules;

import dev.openmemory.model.EntityKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who was spoken of last, to say whom "she" means where only one person can be meant. One per
 * message. Not safe for several threads.
 */
final class People {

  private static final int MEMORY = 2;

  private static final String KIN =
      "sister|brother|wife|husband|partner|girlfriend|boyfriend|mother|father|mom|mum|dad|son|daughter"
          + "|aunt|uncle|cousin|grandmother|grandfather|grandma|grandpa|niece|nephew|boss|manager"
          + "|friend|colleague|roommate|neighbor|fiancé|fiancée|fiance|coach|mentor|therapist|doctor";

  private static final Pattern MINE = Pattern.compile("(?i)\\bmy (?:\\w+ )?(" + KIN + ")\\b");

  private final Names names;
  private final Narrator narrator;
  private final Deque<Set<String>> recent = new ArrayDeque<>();

  People(Names names, Narrator narrator) {
    this.names = names;
    this.narrator = narrator;
  }

  /** Notes whom a sentence speaks of. */
  void heard(String sentence, List<Token> tokens) {
    Set<String> persons = in(sentence, tokens);
    recent.addLast(persons);
    if (recent.size() > MEMORY) {
      recent.removeFirst();
    }
  }

  /** The one person that the last sentences spoke of; empty if they spoke of none or of several. */
  Optional<String> meant() {
    Set<String> all = new LinkedHashSet<>();
    recent.forEach(all::addAll);
    return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
  }

  private Set<String> in(String sentence, List<Token> tokens) {
    Set<String> persons = new LinkedHashSet<>();
    for (Names.Span span : names.spans(tokens)) {
      String name = span.mention().name();
      if (span.mention().kind() == EntityKind.PERSON && !name.equals(narrator.name())) {
        persons.add(name);
      }
    }
    Matcher mine = MINE.matcher(sentence);
    while (persons.isEmpty() && mine.find()) {
      persons.add(narrator.name() + "'s " + mine.group(1));
    }
    return persons;
  }

  /** The sentence with its first word named, where that is "she" or "he" and it is clear who. */
  Optional<String> resolved(String sentence, List<Token> tokens) {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    Token first = tokens.get(0);
    String rest = sentence.substring(first.end());
    return switch (first.lower()) {
      case "she", "he" -> meant().map(name -> name + rest);
      case "she's", "he's" -> meant().map(name -> name + (perfect(tokens) ? " has" : " is") + rest);
      case "she'll", "he'll" -> meant().map(name -> name + " will" + rest);
      case "his", "her" -> meant().map(name -> name + "'s" + rest);
      default -> Optional.empty();
    };
  }

  private static boolean perfect(List<Token> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      String word = tokens.get(i).lower();
      if (!Verbs.adverb(word)) {
        return word.equals("been")
            || word.equals("got")
            || (Verbs.participle(word) && !Verbs.ingForm(word));
      }
    }
    return false;
  }
}
