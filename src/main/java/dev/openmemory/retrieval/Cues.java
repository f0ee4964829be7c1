package dev.openmemory.retrieval;

import dev.openmemory.model.EntityKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words by which a question can mean a relation or a kind of thing, as stems. A predicate is
 * meant by its own words and, for the common ones, by the nouns that people use for it: nobody asks
 * whom Alice {@code works_at}, they ask for her company.
 */
final class Cues {

  private static final Map<String, List<String>> PREDICATES =
      Map.ofEntries(
          Map.entry("works_at", List.of("company", "employer", "employ", "job", "firm", "office")),
          Map.entry("lives_in", List.of("home", "reside", "city", "country", "town", "place")),
          Map.entry(
              "located_in", List.of("location", "place", "city", "country", "office", "base")),
          Map.entry("from", List.of("origin", "hometown", "born", "native", "come")),
          Map.entry("knows", List.of("meet", "met", "acquaint", "contact")),
          Map.entry("friend_of", List.of("friend", "buddy", "mate")),
          Map.entry(
              "parent_of",
              List.of(
                  "mother",
                  "father",
                  "mom",
                  "dad",
                  "child",
                  "kid",
                  "son",
                  "daughter",
                  "children",
                  "family")),
          Map.entry("child_of", List.of("mother", "father", "mom", "dad", "parent", "family")),
          Map.entry("sibling_of", List.of("brother", "sister", "family")),
          Map.entry(
              "spouse_of", List.of("wife", "husband", "partner", "marry", "married", "family")),
          Map.entry("owns", List.of("have", "has", "pet", "dog", "cat", "car", "belong")),
          Map.entry("uses", List.of("tool", "tools", "stack", "technology", "with", "run")),
          Map.entry("prefers", List.of("favorite", "favourite", "preference", "choice")),
          Map.entry("likes", List.of("enjoy", "love", "favorite", "favourite", "hobby", "fan")),
          Map.entry("dislikes", List.of("hate", "avoid")),
          Map.entry("member_of", List.of("team", "group", "club", "belong", "join")),
          Map.entry("part_of", List.of("belong", "component", "contain", "include", "parent")),
          Map.entry(
              "created",
              List.of(
                  "make", "made", "build", "built", "author", "write", "wrote", "found", "founder",
                  "maker")),
          Map.entry("manages", List.of("boss", "manager", "lead", "run", "head", "report")),
          Map.entry("reports_to", List.of("boss", "manager", "lead", "manage")),
          Map.entry("studies_at", List.of("university", "school", "college", "student")),
          Map.entry(
              "deploys_on",
              List.of("host", "cloud", "run", "hosted", "infrastructure", "platform")),
          Map.entry("depends_on", List.of("need", "require", "dependency", "library")),
          Map.entry("named", List.of("name", "call", "called")),
          Map.entry("has_version", List.of("version", "release")),
          Map.entry("scheduled_for", List.of("when", "date", "deadline", "due", "day", "time")),
          Map.entry("is_a", List.of("kind", "profession", "role", "occupation", "job")));

  private static final Map<String, EntityKind> ASKED =
      Map.of(
          "who", EntityKind.PERSON,
          "whom", EntityKind.PERSON,
          "where", EntityKind.PLACE);

  private Cues() {}

  /** The stems by which a question can mean a relation. */
  static Set<String> of(String predicate) {
    Set<String> cues = new HashSet<>();
    for (String word : predicate.split("_")) {
      cues.add(stem(word));
    }
    PREDICATES.getOrDefault(predicate, List.of()).forEach(cue -> cues.add(stem(cue)));
    return cues;
  }

  /** The kind of thing that a question word asks for, or {@link EntityKind#OTHER}. */
  static EntityKind asked(String word) {
    return ASKED.getOrDefault(word, EntityKind.OTHER);
  }

  /**
   * A word without its ending, roughly: enough for "deploys", "deployed" and "deployment" to meet.
   */
  static String stem(String word) {
    String stem = word.toLowerCase(Locale.ROOT);
    for (String ending : List.of("ments", "ment", "ings", "ing", "ies", "ed", "es", "s")) {
      if (stem.length() - ending.length() >= 3 && stem.endsWith(ending)) {
        stem = stem.substring(0, stem.length() - ending.length());
        if (ending.equals("ies")) {
          stem += "y";
        }
        break;
      }
    }
    if (stem.length() > 4 && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)) {
      stem = stem.substring(0, stem.length() - 1);
    }
    return stem.length() > 4 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
  }
}
