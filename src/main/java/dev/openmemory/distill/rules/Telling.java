package dev.openmemory.distill.rules;

import dev.openmemory.distill.rules.Sifted.Stance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes facts of one message, sentence by sentence. Sentences that only make sense together, such
 * as a decision and its reasons, become one fact. Not safe for several threads.
 */
final class Telling {

  /** The most words of a fact that is joined of several sentences. */
  private static final int JOINED_WORDS = 70;

  private static final int FEWEST_WORDS = 3;

  /** A sentence that goes on for longer is no discrete fact. */
  private static final int MOST_WORDS = 80;

  private static final Set<String> BACK = WordList.set("telling-back");
  private static final Set<String> REASON_NOUNS = WordList.set("telling-reason-nouns");
  private static final Set<String> POINTING =
      Set.of("accordingly", "there", "this", "instead", "these", "then");

  private final Narrator narrator;
  private final Names names;
  private final LocalDate said;
  private final People people;
  private final Set<String> facts = new LinkedHashSet<>();

  /** The sentences of the fact that may still grow. */
  private final List<Sifted> open = new ArrayList<>();

  /** What clauses of them take for granted. */
  private final List<String> presupposed = new ArrayList<>();

  private @Nullable String headline;

  Telling(Narrator narrator, Names names, LocalDate said) {
    this.narrator = narrator;
    this.names = names;
    this.said = said;
    this.people = new People(names, narrator);
  }

  /** The facts of the next passage. */
  List<String> passage(List<List<String>> paragraphs) {
    facts.clear();
    for (List<String> paragraph : paragraphs) {
      paragraph.forEach(this::sentence);
      close();
    }
    return List.copyOf(facts);
  }

  private void sentence(String sentence) {
    Optional<Sifted> sifted = Sieve.sift(sentence, narrator);
    sifted.ifPresent(this::statement);
    people.heard(sentence, Token.of(sentence));
    sifted
        .flatMap(statement -> Presupposed.in(statement.text(), people))
        .ifPresent(fact -> presupposed.add(outside(fact)));
  }

  private void statement(Sifted statement) {
    Stance head = open.isEmpty() ? Stance.STATES : open.get(0).stance();
    boolean verb =
        Clauses.hasFiniteVerb(statement.tokens())
            || isNote(statement)
            || statement.first().equals("i")
            || statement.first().equals("we");
    boolean pointsBack = pointsBack(statement) || reason(statement);
    if (pointsBack && !open.isEmpty() && !head.drawsReasons()) {
      Optional<String> named = people.resolved(statement.text(), statement.tokens());
      if (named.isPresent() && statement.words() > 4) {
        close();
        open(withText(statement, named.get()));
        return;
      }
    }
    if (pointsBack && open.isEmpty()) {
      people
          .resolved(statement.text(), statement.tokens())
          .filter(text -> statement.words() > 4)
          .ifPresent(text -> open(withText(statement, text)));
      return;
    }
    boolean belongs = pointsBack || !verb || (head.drawsReasons() && supports(statement));
    if (belongs && !open.isEmpty()) {
      if (words() + statement.words() <= JOINED_WORDS) {
        open.add(statement);
      }
      return;
    }
    if (verb || names(statement)) {
      close();
      open(statement);
    }
  }

  private static boolean pointsBack(Sifted statement) {
    boolean time =
        statement.first().equals("this")
            && statement.tokens().size() > 1
            && Clauses.TIMES.contains(statement.tokens().get(1).bareLower());
    return BACK.contains(statement.first()) && !time;
  }

  private static Sifted withText(Sifted statement, String text) {
    return new Sifted(
        text, Token.of(text), statement.stance(), statement.hedged(), statement.remark());
  }

  private void open(Sifted statement) {
    open.add(statement);
  }

  private static boolean isNote(Sifted statement) {
    return !NoteStyle.withSubject(statement.text(), statement.tokens()).equals(statement.text());
  }

  /** Whether a sentence without a verb names enough to be worth keeping by itself. */
  private boolean names(Sifted statement) {
    return names.spans(statement.tokens()).size() > 1 && statement.words() > 4;
  }

  /** "The argument: ...", "Her reasoning was ...". */
  private static boolean reason(Sifted statement) {
    List<Token> tokens = statement.tokens();
    for (int i = 0; i < Math.min(3, tokens.size()); i++) {
      if (REASON_NOUNS.contains(tokens.get(i).lower())) {
        boolean determined = i > 0 && Clauses.DETERMINERS.contains(tokens.get(i - 1).lower());
        return i + 1 < tokens.size() && (determined || tokens.get(i + 1).is(":"));
      }
    }
    return false;
  }

  /** Whether a sentence that follows a stance only backs it. */
  private boolean supports(Sifted statement) {
    if (statement.stance() == Stance.DECISION
        || statement.stance() == Stance.COMMITMENT
        || statement.stance() == Stance.PREFERENCE) {
      return false;
    }
    String first = statement.first();
    if (Set.of("i", "i'm", "i've", "i'd", "i'll", "my").contains(first)) {
      return false;
    }
    if (isNote(statement) && !Stances.wishes(statement.tokens())) {
      return false;
    }
    List<Names.Span> spans = names.spans(statement.tokens());
    boolean named = !spans.isEmpty() && spans.get(0).start() <= 1;
    return !named || statement.words() <= 4;
  }

  private int words() {
    return open.stream().mapToInt(Sifted::words).sum();
  }

  /** Ends the open fact. */
  private void close() {
    if (open.isEmpty()) {
      return;
    }
    List<Sifted> parts = List.copyOf(open);
    open.clear();
    Sifted head = parts.get(0);
    if (parts.size() == 1) {
      for (String clause : Clauses.of(head.text())) {
        keep(finished(clause, head), head.remark());
      }
    } else {
      StringBuilder joined = new StringBuilder();
      String remark = "";
      for (Sifted part : parts) {
        String told = finished(part.text(), part);
        joined.append(joined.isEmpty() ? told : "; " + uncapitalised(told));
        remark = part.remark().isEmpty() ? remark : part.remark();
      }
      keep(joined.toString(), remark);
    }
    presupposed.forEach(fact -> keep(fact, ""));
    presupposed.clear();
    headline = finished(head.text(), head);
  }

  private void keep(String fact, String remark) {
    String whole = remark.isEmpty() ? fact : fact + " (" + outside(remark) + ")";
    int words = Sieve.words(Token.of(fact)).size();
    if (words >= FEWEST_WORDS && words <= MOST_WORDS) {
      facts.add(capitalised(whole));
    }
  }

  /** The statement as a fact: told from outside, dated, without the full stop. */
  private String finished(String text, Sifted statement) {
    String told = outside(text);
    boolean decides =
        statement.stance() == Stance.DECISION || statement.stance() == Stance.COMMITMENT;
    if (decides && headline != null && statement.words() < 14 && pointing(text)) {
      return told + " (" + headline + ")";
    }
    return told;
  }

  private static boolean pointing(String text) {
    return Token.of(text).stream().anyMatch(token -> POINTING.contains(token.lower()));
  }

  private String outside(String text) {
    String noted = Promises.plain(NoteStyle.withSubject(text, Token.of(text)));
    return stripped(RelativeDates.resolve(Perspective.outside(noted, narrator), said));
  }

  private static String stripped(String text) {
    int end = text.length();
    while (end > 0 && ".!;,:—–- ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end).strip();
  }

  private static String capitalised(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String uncapitalised(String text) {
    List<Token> tokens = Token.of(text);
    if (tokens.isEmpty() || tokens.get(0).is("i")) {
      return text;
    }
    List<Names.Span> spans = names.spans(tokens);
    boolean name = !spans.isEmpty() && spans.get(0).start() == 0;
    boolean narrated = text.startsWith(narrator.name());
    boolean common = Names.common(tokens.get(0).lower());
    return name || narrated || !(common || BACK.contains(tokens.get(0).lower()))
        ? text
        : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
