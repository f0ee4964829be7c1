package dev.openmemory.distill.rules;

import dev.openmemory.model.Claim;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Mention;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads relations off a fact: what stands at its beginning is the subject, the verb phrase after it
 * says the relation, the name or the noun after that is the object. What is denied, wished or only
 * possible gives none.
 */
final class Relations {

  private static final Set<String> OPEN = WordList.set("relations-open");

  private static final Set<String> POINTING =
      Set.of("the", "this", "that", "these", "those", "all", "both");

  private final List<Token> tokens;
  private final List<Names.Span> spans;
  private final Mention self;
  private final Set<Claim> claims = new LinkedHashSet<>();

  private Relations(List<Token> tokens, List<Names.Span> spans, Mention self) {
    this.tokens = tokens;
    this.spans = spans;
    this.self = self;
  }

  /**
   * The relations that a fact states.
   *
   * @param spans its names
   * @param self the one who speaks
   */
  static List<Claim> in(List<Token> tokens, List<Names.Span> spans, Mention self) {
    Relations relations = new Relations(tokens, spans, self);
    relations.ofSubject();
    relations.ofKin();
    relations.ofPlaceOfWork();
    relations.ofVersions();
    return List.copyOf(relations.claims);
  }

  private void ofSubject() {
    Mention subject = null;
    int at = 0;
    if (!tokens.isEmpty() && tokens.get(0).text().equals(self.name())) {
      subject = self;
      at = 1;
    } else if (!spans.isEmpty() && leads(spans.get(0))) {
      subject = spans.get(0).mention();
      at = spans.get(0).end();
      if (tokens.get(at - 1).possessive()) {
        return;
      }
      if (subject.kind() != EntityKind.PERSON
          && at < tokens.size()
          && Set.of("project", "pipeline", "team", "app", "platform")
              .contains(tokens.get(at).lower())) {
        at++;
      }
    }
    if (subject == null) {
      return;
    }
    int verb = at;
    while (verb < tokens.size() && (Verbs.adverb(tokens.get(verb).lower()) || perfect(verb))) {
      if (OPEN.contains(tokens.get(verb).lower())) {
        return;
      }
      verb++;
    }
    if (verb >= tokens.size() || OPEN.contains(tokens.get(verb).lower())) {
      return;
    }
    predicate(subject, verb);
  }

  /** Whether nothing stands before a name but an article, a title, or whose sister it is. */
  private boolean leads(Names.Span name) {
    List<Token> before = tokens.subList(0, name.start());
    if (before.isEmpty()) {
      return true;
    }
    boolean person = name.mention().kind() == EntityKind.PERSON;
    return switch (before.size()) {
      case 1 -> before.get(0).is("the") || (person && Kinds.title(before.get(0).lower()));
      case 2 ->
          person
              && Kinds.title(before.get(before.get(1).is(".") ? 0 : 1).lower())
              && (before.get(1).is(".") || before.get(0).possessive() || before.get(0).is("their"));
      default -> false;
    };
  }

  /** "has moved". */
  private boolean perfect(int verb) {
    return tokens.get(verb).is("has")
        && verb + 1 < tokens.size()
        && Verbs.participle(tokens.get(verb + 1).lower());
  }

  private void predicate(Mention subject, int verb) {
    Predicates.Found found = Predicates.at(tokens, verb);
    if (found != null) {
      object(subject, found, verb + found.length());
    } else if (tokens.get(verb).is("is") || tokens.get(verb).is("'s")) {
      nominal(subject, verb + 1);
    }
  }

  private void object(Mention subject, Predicates.Found found, int from) {
    int at = from;
    if (found.predicate().equals("lives_in")
        && at + 2 < tokens.size()
        && tokens.get(at - 1).is("from")) {
      while (at < tokens.size() && !tokens.get(at).is("to")) {
        at++; // moved from Rome to Oslo
      }
      at++;
    }
    Names.Span name = found.predicate().equals("has") ? null : nameNear(at);
    if (name != null) {
      boolean fits = Predicates.fits(found.predicate(), name.mention().kind());
      if (fits) {
        String predicate =
            found.predicate().equals("lives_in") && subject.kind() == EntityKind.ORGANIZATION
                ? "located_in"
                : found.predicate();
        add(subject, predicate, name.mention());
      }
      if (fits || !found.takesNoun()) {
        return;
      }
    }
    if (found.predicate().equals("has")) {
      named(subject, at);
    } else if (found.takesNoun()
        && at < tokens.size()
        && !POINTING.contains(tokens.get(at).lower())) {
      String noun = NounPhrase.at(tokens, at);
      if (!noun.isEmpty()) {
        add(subject, found.predicate(), new Mention(noun, EntityKind.OTHER));
      }
    }
  }

  /** "a dog named Rex": the user owns Rex. */
  private void named(Mention subject, int from) {
    for (int i = from; i + 1 < Math.min(tokens.size(), from + 6); i++) {
      if (tokens.get(i).is("named") || tokens.get(i).is("called")) {
        Names.Span name = nameNear(i + 1);
        String what = tokens.get(i - 1).lower();
        if (name != null) {
          add(subject, Predicates.KIN.getOrDefault(what, "owns"), name.mention());
        }
      }
    }
  }

  /** "Anna is a nurse at the clinic". */
  private void nominal(Mention subject, int from) {
    if (from + 1 > tokens.size() - 1) {
      return;
    }
    String first = tokens.get(from).lower();
    if (first.equals("a") || first.equals("an")) {
      String noun = NounPhrase.at(tokens, from);
      if (!noun.isEmpty()) {
        add(subject, "is_a", new Mention(noun, EntityKind.OTHER));
      }
      for (int i = from; i < Math.min(tokens.size(), from + 7); i++) {
        Names.Span name = tokens.get(i).is("at") ? nameNear(i + 1) : null;
        if (name != null && name.mention().kind() == EntityKind.ORGANIZATION) {
          add(subject, "works_at", name.mention());
        }
      }
    }
  }

  /** "User's sister Lena", "Sven is User's brother". */
  private void ofKin() {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Mention owner = ownerAt(i);
      String kin = owner == null ? null : Predicates.KIN.get(tokens.get(i + 1).lower());
      if (owner == null || kin == null) {
        continue;
      }
      Names.Span name = nameNear(i + 2);
      boolean verb =
          i + 2 < tokens.size() && Set.of("is", "'s").contains(tokens.get(i + 2).lower());
      if (name == null && verb) {
        int at =
            i + 3 < tokens.size() && Set.of("named", "called").contains(tokens.get(i + 3).lower())
                ? i + 4
                : i + 3;
        name = nameNear(at);
      }
      if (name == null && i > 1 && tokens.get(i - 1).is("is")) {
        name = spanEnding(i - 1);
      }
      if (name != null && name.mention().kind() != EntityKind.PLACE) {
        add(owner, kin, name.mention());
      }
    }
  }

  private @Nullable Mention ownerAt(int i) {
    if (!tokens.get(i).possessive() && !tokens.get(i).is("their")) {
      return null;
    }
    if (tokens.get(i).bare().equals(self.name())
        || (tokens.get(i).is("their") && speaksBefore(i))) {
      return self;
    }
    Names.Span span = spanEnding(i + 1);
    return span != null && span.mention().kind() == EntityKind.PERSON ? span.mention() : null;
  }

  /** Whether "their" can only be the speaker's. */
  private boolean speaksBefore(int i) {
    return tokens.subList(0, i).stream().anyMatch(token -> token.text().equals(self.name()))
        && spans.stream()
            .noneMatch(span -> span.end() <= i && span.mention().kind() == EntityKind.PERSON);
  }

  /** "Pell Halloran of Carag Press", "Acme's CFO Ivora Tinn". */
  private void ofPlaceOfWork() {
    for (int i = 0; i + 1 < spans.size(); i++) {
      Names.Span a = spans.get(i);
      Names.Span b = spans.get(i + 1);
      List<Token> between = tokens.subList(a.end(), b.start());
      String words = String.join(" ", between.stream().map(Token::lower).toList());
      if (a.mention().kind() == EntityKind.PERSON
          && b.mention().kind() == EntityKind.ORGANIZATION
          && Set.of("of", "from", "at", "of the", "from the", "at the").contains(words)) {
        add(a.mention(), "works_at", b.mention());
      }
      if (a.mention().kind() == EntityKind.ORGANIZATION
          && b.mention().kind() == EntityKind.PERSON
          && tokens.get(a.end() - 1).possessive()
          && !between.isEmpty()
          && between.size() <= 3
          && Predicates.POSTS.contains(
              between
                  .get(
                      between.size()
                          - (between.get(between.size() - 1).is(",")
                              ? Math.min(2, between.size())
                              : 1))
                  .lower())) {
        add(b.mention(), "works_at", a.mention());
      }
    }
  }

  /** "Flask 2.3.1", "PostgreSQL v16". */
  private void ofVersions() {
    for (Names.Span span : spans) {
      if (span.mention().kind() == EntityKind.PRODUCT && span.end() < tokens.size()) {
        Token next = tokens.get(span.end());
        if (next.lower().matches("v?\\d{1,3}(?:\\.\\d{1,4}){0,3}")
            && (next.text().indexOf('.') > 0 || next.is("v" + next.lower().replace("v", "")))) {
          add(span.mention(), "has_version", new Mention(next.text(), EntityKind.IDENTIFIER));
        }
      }
    }
  }

  /** The name that begins there, or after an article. */
  private Names.@Nullable Span nameNear(int at) {
    for (Names.Span span : spans) {
      boolean article =
          span.start() == at + 1 && Set.of("the", "a", "an", ",").contains(tokens.get(at).lower());
      if (span.start() == at || article) {
        return span;
      }
    }
    return null;
  }

  private Names.@Nullable Span spanEnding(int end) {
    return spans.stream().filter(span -> span.end() == end).findFirst().orElse(null);
  }

  private void add(Mention subject, String predicate, Mention object) {
    if (!subject.equals(object)) {
      claims.add(new Claim(subject, predicate, object));
    }
  }
}
