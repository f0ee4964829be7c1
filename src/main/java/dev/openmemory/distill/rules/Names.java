package dev.openmemory.distill.rules;

import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The things that a message names, found once and then looked up in its facts. */
final class Names {

  private static final Set<String> COMMON = Set.copyOf(WordList.lines("common-words.txt"));
  private static final Set<String> COMMON_ENDINGS = WordList.set("names-common-endings");

  /** Each way a thing is named in the message, in words with one space between, with its name. */
  private final Map<String, Mention> bySurface = new LinkedHashMap<>();

  private final int longest;

  private Names(Map<String, Mention> found) {
    bySurface.putAll(found);
    longest =
        found.keySet().stream().mapToInt(surface -> surface.split(" ").length).max().orElse(0);
  }

  /**
   * The names in a message.
   *
   * @param sentences all its sentences
   */
  static Names in(List<String> sentences) {
    List<Candidate> candidates = new Candidates(sentences).all();
    Map<String, EntityKind> kinds = new TreeMap<>();
    for (Candidate candidate : candidates) {
      EntityKind kind = candidate.kind();
      if (kind != null) {
        kinds.merge(candidate.name(), kind, Names::stronger);
      }
    }
    Map<String, Mention> found = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      EntityKind kind = kinds.get(candidate.name());
      String full = fullName(candidate, kinds);
      EntityKind fullKind = full == null ? kind : kinds.get(full);
      if (fullKind != null) {
        found.put(
            candidate.surface(), new Mention(full == null ? candidate.name() : full, fullKind));
      }
    }
    return new Names(found);
  }

  /** Where a name was seen twice in different lights, the one that fewer cues can explain away. */
  private static EntityKind stronger(EntityKind a, EntityKind b) {
    if (a == b) {
      return a;
    }
    for (EntityKind kind :
        List.of(
            EntityKind.PROJECT,
            EntityKind.PLACE,
            EntityKind.ORGANIZATION,
            EntityKind.PRODUCT,
            EntityKind.IDENTIFIER,
            EntityKind.PERSON,
            EntityKind.OTHER)) {
      if (a == kind || b == kind) {
        return kind;
      }
    }
    return a;
  }

  /**
   * The longer name that the candidate shortens: "Pell" for Pell Halloran; null if there is none.
   */
  private static @Nullable String fullName(Candidate candidate, Map<String, EntityKind> kinds) {
    if (candidate.name().indexOf(' ') >= 0 || candidate.kind() == EntityKind.PLACE) {
      return null;
    }
    String longer = null;
    for (Map.Entry<String, EntityKind> other : kinds.entrySet()) {
      String name = other.getKey();
      boolean person =
          other.getValue() == EntityKind.PERSON
              && (name.startsWith(candidate.name() + " ") || name.endsWith(" " + candidate.name()));
      boolean organization =
          other.getValue() == EntityKind.ORGANIZATION && name.startsWith(candidate.name() + " ");
      if (person || organization) {
        if (longer != null) {
          return null;
        }
        longer = name;
      }
    }
    return longer;
  }

  /**
   * A name in a text.
   *
   * @param mention what it names
   * @param start the index of its first token
   * @param end the index after its last token
   */
  record Span(Mention mention, int start, int end) {}

  /** The names in a text made of the message, in order; the longer of two that overlap. */
  List<Span> spans(List<Token> tokens) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      for (int n = Math.min(longest, tokens.size() - i); n > 0; n--) {
        Mention mention = bySurface.get(surface(tokens.subList(i, i + n)));
        if (mention != null) {
          spans.add(new Span(mention, i, i + n));
          i += n - 1;
          break;
        }
      }
    }
    return spans;
  }

  /** What the message names. */
  Collection<Mention> all() {
    return bySurface.values().stream().distinct().toList();
  }

  /** Tokens as a surface: the last without its genitive. */
  static String surface(List<Token> tokens) {
    StringBuilder surface = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      surface
          .append(i == 0 ? "" : " ")
          .append(i == tokens.size() - 1 ? tokens.get(i).bare() : tokens.get(i).text());
    }
    return surface.toString();
  }

  /** Whether it is a common English word. */
  static boolean common(String lower) {
    if (COMMON.contains(lower) || Verbs.AUXILIARY.contains(lower)) {
      return true;
    }
    if (lower.indexOf('-') > 0) {
      for (String part : lower.split("-")) {
        if (!part.isEmpty() && !common(part)) {
          return false;
        }
      }
      return true;
    }
    if (lower.length() > 6 && COMMON_ENDINGS.stream().anyMatch(lower::endsWith)) {
      return true;
    }
    boolean plural = lower.endsWith("s") && COMMON.contains(lower.substring(0, lower.length() - 1));
    return plural
        || Verbs.ingForm(lower)
        || Verbs.knownPast(lower)
        || Verbs.third(lower, true)
        || lower.chars().noneMatch(c -> Character.isLetter(c) && !Character.isUpperCase(c));
  }

  /**
   * A run of capitalised words.
   *
   * @param name without the genitive
   * @param surface as it is looked up
   * @param kind what it seems to name; null if nothing, unless it is seen in another light
   *     elsewhere
   */
  record Candidate(String name, String surface, @Nullable EntityKind kind) {}
}
