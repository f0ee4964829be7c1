package dev.openmemory.distill.rules;

import dev.openmemory.model.EntityKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verb phrases that say a relation, with the common names of relations. */
final class Predicates {

  /**
   * Relations by the noun for the second person: "User's sister Lena" is (User, sibling_of, Lena).
   */
  static final Map<String, String> KIN =
      Map.ofEntries(
          Map.entry("sister", "sibling_of"),
          Map.entry("brother", "sibling_of"),
          Map.entry("wife", "spouse_of"),
          Map.entry("husband", "spouse_of"),
          Map.entry("spouse", "spouse_of"),
          Map.entry("son", "parent_of"),
          Map.entry("daughter", "parent_of"),
          Map.entry("mother", "child_of"),
          Map.entry("father", "child_of"),
          Map.entry("mom", "child_of"),
          Map.entry("mum", "child_of"),
          Map.entry("dad", "child_of"),
          Map.entry("friend", "friend_of"),
          Map.entry("boss", "reports_to"),
          Map.entry("manager", "reports_to"),
          Map.entry("colleague", "knows"),
          Map.entry("roommate", "knows"),
          Map.entry("neighbor", "knows"),
          Map.entry("neighbour", "knows"),
          Map.entry("mentor", "knows"),
          Map.entry("dog", "owns"),
          Map.entry("cat", "owns"),
          Map.entry("name", "named"));

  /** What people are in organisations. */
  static final Set<String> POSTS = WordList.set("predicates-posts");

  private static final Set<String> PROFESSIONS = WordList.set("predicates-professions");

  /**
   * A phrase that was found.
   *
   * @param predicate the relation
   * @param length how many tokens the phrase has
   * @param takesNoun whether a plain noun can be its object
   */
  record Found(String predicate, int length, boolean takesNoun) {}

  private static final Map<String, Found> PHRASES = new HashMap<>();

  static {
    names(
        "lives_in",
        "lives in",
        "is living in",
        "is based in",
        "resides in",
        "moved to",
        "moved back to",
        "relocated to",
        "has moved to",
        "moved from",
        "just moved to",
        "lives near",
        "settled in");
    names("located_in", "is located in", "is in", "is near", "is headquartered in");
    names("from", "is from", "comes from", "grew up in", "was born in", "is originally from");
    names(
        "works_at",
        "works at",
        "works for",
        "is employed by",
        "is employed at",
        "joined",
        "started at",
        "is working at",
        "is working for",
        "got hired by",
        "works with the team at",
        "started working at",
        "started working for");
    names("studies_at", "studies at", "is studying at", "goes to", "graduated from", "studied at");
    names(
        "created",
        "created",
        "built",
        "founded",
        "designed",
        "developed",
        "invented",
        "wrote",
        "launched",
        "authored",
        "co-founded");
    names(
        "manages",
        "manages",
        "leads",
        "is leading",
        "runs",
        "is running",
        "heads",
        "oversees",
        "is managing");
    names("reports_to", "reports to");
    names(
        "deploys_on",
        "deploys on",
        "deploys to",
        "is deployed on",
        "is deployed to",
        "is hosted on",
        "runs on",
        "hosts on");
    names("depends_on", "depends on", "relies on", "is built on", "requires", "is based on");
    names("part_of", "is part of", "belongs to", "is a part of");
    names(
        "member_of",
        "is a member of",
        "is member of",
        "is in the",
        "volunteers at",
        "volunteers for",
        "volunteers with");
    names("spouse_of", "is married to", "married", "is engaged to");
    names("friend_of", "is friends with", "is a friend of", "is best friends with");
    names("knows", "knows", "met", "is dating");
    nouns(
        "uses",
        "uses",
        "is using",
        "switched to",
        "has switched to",
        "started using",
        "recently switched to",
        "migrated to",
        "is switching to",
        "works with");
    nouns("prefers", "prefers", "strongly prefers");
    nouns("likes", "likes", "loves", "enjoys", "is a fan of", "is fond of", "adores", "is into");
    nouns("dislikes", "dislikes", "hates", "can't stand", "is allergic to", "avoids");
    nouns("owns", "owns", "bought");
    nouns("has", "has a", "has an", "has two", "has three");
  }

  private static final int LONGEST = 5;

  private Predicates() {}

  /** Whether the last word of a phrase says what somebody is by profession. */
  static boolean post(String phrase) {
    String last = phrase.substring(phrase.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    return POSTS.contains(last) || PROFESSIONS.contains(last);
  }

  private static void names(String predicate, String... phrases) {
    put(predicate, false, phrases);
  }

  private static void nouns(String predicate, String... phrases) {
    put(predicate, true, phrases);
  }

  private static void put(String predicate, boolean noun, String... phrases) {
    for (String phrase : phrases) {
      PHRASES.put(phrase, new Found(predicate, phrase.split(" ").length, noun));
    }
  }

  /** The longest phrase that begins with that token. */
  static @Nullable Found at(List<Token> tokens, int from) {
    StringBuilder phrase = new StringBuilder();
    Found found = null;
    for (int i = from; i < Math.min(tokens.size(), from + LONGEST); i++) {
      phrase.append(i == from ? "" : " ").append(tokens.get(i).lower());
      Found longer = PHRASES.get(phrase.toString());
      found = longer == null ? found : longer;
    }
    return found;
  }

  /** Whether a thing of that kind can be the object. */
  static boolean fits(String predicate, EntityKind object) {
    return switch (predicate) {
      case "lives_in", "located_in", "from" ->
          object == EntityKind.PLACE || object == EntityKind.OTHER;
      case "works_at", "studies_at" ->
          object != EntityKind.PERSON
              && object != EntityKind.PLACE
              && object != EntityKind.IDENTIFIER;
      case "spouse_of", "friend_of", "knows", "reports_to" ->
          object == EntityKind.PERSON || object == EntityKind.OTHER;
      case "manages", "created" -> object != EntityKind.PLACE && object != EntityKind.IDENTIFIER;
      case "deploys_on", "depends_on", "uses" ->
          object != EntityKind.PERSON && object != EntityKind.PLACE;
      default -> true;
    };
  }
}
