package dev.openmemory.distill.rules;

import dev.openmemory.model.EntityKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a run of capitalised words names, from its own words and from those around it. */
final class Kinds {

  private static final Set<String> PRODUCTS = Set.copyOf(WordList.lines("products.txt"));
  private static final Set<String> ORGANIZATIONS = Set.copyOf(WordList.lines("organizations.txt"));
  private static final Set<String> GIVEN = new HashSet<>();
  private static final Set<String> PLACES = new HashSet<>(WordList.lines("places.txt"));
  private static final Set<String> LANGUAGES = new HashSet<>();

  static {
    WordList.lines("given-names.txt").forEach(line -> GIVEN.addAll(List.of(line.split(" "))));
    for (String country : Locale.getISOCountries()) {
      PLACES.add(new Locale("", country).getDisplayCountry(Locale.ENGLISH));
    }
    for (String language : Locale.getISOLanguages()) {
      LANGUAGES.add(new Locale(language).getDisplayLanguage(Locale.ENGLISH));
    }
    LANGUAGES.addAll(
        List.of(
            "American",
            "British",
            "European",
            "Asian",
            "African",
            "Canadian",
            "Mexican",
            "Brazilian",
            "Indian",
            "Australian",
            "Mediterranean",
            "Scottish",
            "Jewish",
            "Muslim",
            "Christian",
            "Catholic",
            "Buddhist",
            "Swiss",
            "Austrian",
            "Belgian",
            "Latin",
            "Western"));
  }

  private static final Set<String> ORGANIZATION_ENDS = WordList.set("kinds-organization-ends");
  private static final Set<String> PLACE_ENDS = WordList.set("kinds-place-ends");
  private static final Set<String> PROJECT_ENDS = WordList.set("kinds-project-ends");
  private static final Set<String> PROJECT_CUES = WordList.set("kinds-project-cues");
  private static final Set<String> PLACE_CUES = WordList.set("kinds-place-cues");
  private static final Set<String> PERSONAL = WordList.set("kinds-personal");
  private static final Set<String> VAGUE =
      Set.of("needs", "gave", "got", "came", "started", "who", "works");
  private static final Set<String> EMPLOYED = WordList.set("kinds-employed");
  private static final Set<String> MEANS =
      Set.of("using", "use", "uses", "used", "via", "library", "framework", "database", "plugin");
  private static final Set<String> MEANS_AFTER =
      Set.of("library", "framework", "database", "plugin", "package", "api", "sdk", "cli", "orm");
  private static final Set<String> FIRMS = WordList.set("kinds-firms");
  private static final Set<String> TOWARDS = WordList.set("kinds-towards");
  private static final Set<String> TALKING = WordList.set("kinds-talking");

  private static final Set<String> ALSO_GIVEN = WordList.set("kinds-also-given");
  private static final Set<String> TITLES = WordList.set("kinds-titles");

  private Kinds() {}

  /** What the run of tokens names; null if that cannot be told. */
  static @Nullable EntityKind of(List<Token> tokens, int start, int end) {
    String name = Names.surface(tokens.subList(start, end));
    String before = start > 0 ? tokens.get(start - 1).lower() : "";
    if (before.equals(".") && start > 1 && title(tokens.get(start - 2).lower())) {
      return EntityKind.PERSON; // Dr. Patel
    }
    boolean article = before.equals("the") || before.equals("a") || before.equals("an");
    String preposition = article && start > 1 ? tokens.get(start - 2).lower() : before;
    String after = end < tokens.size() ? tokens.get(end).lower() : "";
    if (LANGUAGES.contains(name)) {
      return null;
    }
    if (PLACES.contains(name)) {
      return EntityKind.PLACE;
    }
    if (ORGANIZATIONS.contains(name)) {
      return EntityKind.ORGANIZATION;
    }
    String stem = name.indexOf('-') > 0 ? name.substring(0, name.indexOf('-')) : name;
    if (product(name) || product(stem)) {
      return EntityKind.PRODUCT;
    }
    String last = tokens.get(end - 1).bareLower();
    boolean several = end - start > 1;
    if (PROJECT_CUES.contains(after) || projectAfter(tokens, end)) {
      return EntityKind.PROJECT;
    }
    if (several && PROJECT_ENDS.contains(last)) {
      return EntityKind.PROJECT;
    }
    if (several && ORGANIZATION_ENDS.contains(last)) {
      return EntityKind.ORGANIZATION;
    }
    if ((several && PLACE_ENDS.contains(last))
        || (several && tokens.get(start).is("lake"))
        || PLACE_CUES.contains(after)) {
      return EntityKind.PLACE;
    }
    boolean connected = tokens.subList(start, end).stream().anyMatch(token -> !token.capital());
    boolean title =
        tokens.subList(start, end).stream().allMatch(token -> Names.common(token.bareLower()));
    if (title && several) {
      return connected
          ? null
          : preposition.equals("at") ? EntityKind.ORGANIZATION : EntityKind.PROJECT;
    }
    if (title && tokens.get(start).text().indexOf('-') > 0) {
      return EntityKind.PROJECT;
    }
    return around(tokens, start, end, new Around(preposition, article, after, connected));
  }

  /**
   * What stands around a run.
   *
   * @param preposition the word before it and before its article
   * @param article whether it has one
   * @param after the word after it
   * @param connected whether it holds a word like "of"
   */
  private record Around(String preposition, boolean article, String after, boolean connected) {}

  private static @Nullable EntityKind around(
      List<Token> tokens, int start, int end, Around around) {
    String first = tokens.get(start).bare();
    boolean acronym =
        end - start == 1
            && first.length() > 1
            && first.equals(first.toUpperCase(Locale.ROOT))
            && !first.equals(first.toLowerCase(Locale.ROOT));
    boolean attributive =
        around.article()
            && !around.after().isEmpty()
            && Character.isLetter(around.after().charAt(0))
            && !Verbs.finite(around.after())
            && !Clauses.PREPOSITIONS.contains(around.after())
            && !Clauses.SUBORDINATE.contains(around.after())
            && !around.after().equals("and");
    boolean possessive = tokens.get(end - 1).possessive();
    String verb = verbBefore(tokens, around.article() ? start - 1 : start);
    if (Set.of("at", "for", "by", "joined", "attended").contains(around.preposition())
        && near(tokens, start, EMPLOYED)) {
      return attributive ? null : EntityKind.ORGANIZATION;
    }
    if (around.preposition().equals("at")
        && !around.article()
        && start > 1
        && Predicates.post(tokens.get(start - 2).lower())) {
      return EntityKind.ORGANIZATION; // "a designer at Globex"
    }
    if (GIVEN.contains(first.toLowerCase(Locale.ROOT)) && end - start <= 3) {
      return EntityKind.PERSON;
    }
    if (acronym) {
      return null;
    }
    boolean place =
        Set.of("in", "near", "at", "across", "toward", "towards").contains(around.preposition())
            || (Set.of("to", "from").contains(around.preposition())
                && Set.of(
                        "moved",
                        "moving",
                        "move",
                        "went",
                        "going",
                        "flew",
                        "travel",
                        "traveled",
                        "travelled",
                        "trip",
                        "trips",
                        "drove",
                        "back",
                        "relocated")
                    .contains(verb));
    if (place && !attributive && !possessive) {
      return EntityKind.PLACE;
    }
    if (place && around.preposition().equals("at") && attributive) {
      return EntityKind.PLACE; // "at the Crestmoor meetup"
    }
    if (attributive || around.article() || around.connected() || mixed(first)) {
      return mixed(first) ? EntityKind.PRODUCT : null;
    }
    return person(tokens, start, end, around, verb);
  }

  /** A person, if something speaks for it; else a name of we know not what, or none. */
  private static @Nullable EntityKind person(
      List<Token> tokens, int start, int end, Around around, String verb) {
    String first = tokens.get(start).bareLower();
    boolean common = Names.common(first) && !alsoGivenName(first);
    if (end - start > 1) {
      return common || end - start > 2 ? null : EntityKind.PERSON;
    }
    if (MEANS.contains(around.preposition()) || MEANS_AFTER.contains(around.after())) {
      return EntityKind.PRODUCT;
    }
    if (Set.of("called", "named").contains(around.preposition()) && FIRMS.contains(verb)) {
      return EntityKind.ORGANIZATION;
    }
    boolean does =
        PERSONAL.contains(around.after())
            || (start == 0
                && (around.after().equals("and")
                    || Verbs.knownPast(around.after())
                    || Verbs.adverb(around.after())));
    boolean addressed =
        TOWARDS.contains(around.preposition())
            || (Set.of("with", "to", "by", "from").contains(around.preposition())
                && TALKING.contains(verb));
    boolean possessive = tokens.get(end - 1).possessive();
    boolean apposed =
        start > 1 && tokens.get(start - 1).is(",") && title(tokens.get(start - 2).lower());
    if (does || addressed || possessive || apposed || title(around.preposition())) {
      return common ? null : EntityKind.PERSON;
    }
    return common ? null : EntityKind.OTHER;
  }

  private static boolean near(List<Token> tokens, int start, Set<String> words) {
    return tokens.subList(Math.max(0, start - 5), start).stream()
        .anyMatch(token -> words.contains(token.lower()));
  }

  private static String verbBefore(List<Token> tokens, int start) {
    for (int i = start - 1; i >= Math.max(0, start - 3); i--) {
      String word = tokens.get(i).lower();
      if (!Clauses.PREPOSITIONS.contains(word) && !Set.of("as", "called", "named").contains(word)) {
        return word;
      }
    }
    return "";
  }

  /** Capitals inside, as in PaddleOCR. */
  private static boolean mixed(String word) {
    int capitals = 0;
    int small = 0;
    for (int i = 1; i < word.length(); i++) {
      if (Character.isUpperCase(word.charAt(i)) && Character.isLetter(word.charAt(i - 1))) {
        capitals++;
      } else if (Character.isLowerCase(word.charAt(i))) {
        small++;
      }
    }
    return capitals > 0 && small > 0 && !word.startsWith("Mc") && !word.startsWith("Mac");
  }

  /** Whether a word that tells of a project follows, after a word or two at most. */
  static boolean projectAfter(List<Token> tokens, int end) {
    for (int i = end; i < Math.min(tokens.size(), end + 2); i++) {
      if (!tokens.get(i).word() || !Character.isLowerCase(tokens.get(i).text().charAt(0))) {
        return false;
      }
      if (PROJECT_CUES.contains(tokens.get(i).lower())) {
        return !tokens.get(end - 1).possessive();
      }
      if (Clauses.PREPOSITIONS.contains(tokens.get(i).lower())
          || Verbs.finite(tokens.get(i).lower())) {
        return false;
      }
    }
    return false;
  }

  /** Whether it is the name of a well-known product. */
  static boolean product(String name) {
    return PRODUCTS.contains(name);
  }

  /** Whether it is in one of the lists of names. */
  static boolean listed(String name) {
    return PRODUCTS.contains(name) || ORGANIZATIONS.contains(name) || PLACES.contains(name);
  }

  /** Whether only people do such a thing. */
  static boolean speaking(String verb) {
    return PERSONAL.contains(verb) && !Verbs.AUXILIARY.contains(verb) && !VAGUE.contains(verb);
  }

  /** Whether it is a given name that is no common word. */
  static boolean given(String lower) {
    return GIVEN.contains(lower);
  }

  /** Whether the common word is also a given name. */
  static boolean alsoGivenName(String lower) {
    return ALSO_GIVEN.contains(lower) || GIVEN.contains(lower);
  }

  /** Whether the word before a name says who somebody is. */
  static boolean title(String lower) {
    return TITLES.contains(lower);
  }
}
