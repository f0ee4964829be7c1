package dev.openmemory.distill.rules;

import dev.openmemory.model.Mention;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a statement from outside: "I" becomes the speaker's name, with verbs that agree, "you" the
 * listener's where that is known. What stands between quotation marks stays as it is.
 */
final class Perspective {

  private static final Map<String, String> AGREEING =
      Map.ofEntries(
          Map.entry("am", "is"),
          Map.entry("are", "is"),
          Map.entry("were", "was"),
          Map.entry("have", "has"),
          Map.entry("do", "does"),
          Map.entry("don't", "doesn't"),
          Map.entry("haven't", "hasn't"),
          Map.entry("aren't", "isn't"),
          Map.entry("weren't", "wasn't"),
          Map.entry("ain't", "isn't"));

  private static final Set<String> ENDS = Set.of(",", ";", ":", ".", "—", "–", "!");

  private final String name;
  private final Narrator narrator;
  private final List<Token> tokens;
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int copied;

  /** Whether the last subject was the speaker, with a verb in the present. */
  private boolean agreeing;

  /** Whether the speaker is the subject of the clause. */
  private boolean subject;

  private Perspective(String text, Narrator narrator) {
    this.text = text;
    this.tokens = Token.of(text);
    this.narrator = narrator;
    this.name = narrator.name();
  }

  /** The statement from outside. */
  static String outside(String text, Narrator narrator) {
    return new Perspective(text, narrator).told();
  }

  private String told() {
    boolean quoted = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.text().equals("\"") || token.text().equals("“") || token.text().equals("”")) {
        quoted = !quoted && !token.text().equals("”");
        continue;
      }
      if (quoted) {
        continue;
      }
      if (ENDS.contains(token.text())) {
        subject = false;
      }
      word(i, token);
    }
    out.append(text.substring(copied));
    return out.toString();
  }

  private void word(int i, Token token) {
    boolean theUser =
        narrator.listener().filter(Mention.USER::equals).isPresent()
            && token.is("the")
            && i + 1 < tokens.size()
            && tokens.get(i + 1).bareLower().equals("user");
    if (theUser) {
      out.append(text, copied, token.start()).append(Mention.USER);
      copied = tokens.get(i + 1).start() + Mention.USER.length();
      return;
    }
    if (i > 0 && token.capital() && !token.lower().startsWith("i")) {
      return; // the US, Oh My Veggies
    }
    switch (token.lower()) {
      case "i", "we" -> speaker(i, token);
      case "i'm", "we're" -> contracted(token, "is");
      case "i've", "we've" -> contracted(token, "has");
      case "i'll", "we'll" -> contracted(token, "will");
      case "i'd", "we'd" -> contracted(token, hadRatherThanWould(i) ? "had" : "would");
      case "me", "us" -> replace(token, name);
      case "my", "our" -> replace(token, subject ? "their" : name + "'s");
      case "mine", "ours" -> replace(token, subject ? "theirs" : name + "'s");
      case "myself", "ourselves" -> replace(token, "themselves");
      case "you", "you're", "you've", "you'll", "you'd", "your", "yours", "yourself" ->
          listener(i, token);
      default -> coordinated(i, token);
    }
  }

  private void speaker(int i, Token token) {
    boolean compound =
        i >= 2
            && tokens.get(i - 1).is("and")
            && i <= 4
            && !Clauses.hasFiniteVerb(tokens.subList(0, i));
    replace(token, name);
    subject = !compound;
    if (!compound) {
      agree(i + 1);
    }
  }

  /** Makes the verb of the speaker's clause agree, from that token on. */
  private void agree(int from) {
    agreeing = false;
    int i = from;
    while (i < tokens.size() && Verbs.adverb(tokens.get(i).lower())) {
      i++;
    }
    if (i == tokens.size()) {
      return;
    }
    Token verb = tokens.get(i);
    String fixed = AGREEING.get(verb.lower());
    if (fixed != null) {
      replace(verb, fixed);
    } else if (present(verb)) {
      replace(verb, Verbs.third(verb.text()));
      agreeing = true;
    }
  }

  private static boolean present(Token verb) {
    String word = verb.lower();
    return verb.word()
        && !verb.numeric()
        && !word.contains("'")
        && !Verbs.AUXILIARY.contains(word)
        && !(Verbs.knownPast(word) && !word.equals("read"))
        && !Verbs.third(word, true)
        && (Verbs.base(word)
            || (!Verbs.past(word)
                && !Clauses.PREPOSITIONS.contains(word)
                && !Clauses.DETERMINERS.contains(word)
                && !Clauses.SUBORDINATE.contains(word)
                && Character.isLowerCase(verb.text().charAt(0))
                && !word.equals("and")
                && !word.equals("or")));
  }

  private void contracted(Token token, String verb) {
    replace(token, name + " " + verb);
    subject = true;
    agreeing = false;
  }

  private boolean hadRatherThanWould(int i) {
    int next = i + 1;
    while (next < tokens.size()
        && Verbs.adverb(tokens.get(next).lower())
        && !tokens.get(next).is("rather")) {
      next++;
    }
    if (next >= tokens.size()) {
      return false;
    }
    String word = tokens.get(next).lower();
    return word.equals("better")
        || word.equals("been")
        || (Verbs.participle(word) && !Verbs.base(word));
  }

  /** "I live in Berlin and work from home": the second verb agrees like the first. */
  private void coordinated(int i, Token token) {
    if (token.is("to")
        || Verbs.AUXILIARY.contains(token.lower())
        || Clauses.SUBORDINATE.contains(token.lower())) {
      agreeing = false;
    }
    boolean after =
        i > 0
            && (tokens.get(i - 1).is("and")
                || tokens.get(i - 1).is("but")
                || tokens.get(i - 1).is("or"));
    if (agreeing
        && after
        && Verbs.base(token.lower())
        && Character.isLowerCase(token.text().charAt(0))
        && i + 1 < tokens.size()
        && takesObject(tokens.get(i + 1))) {
      replace(token, Verbs.third(token.text()));
    }
  }

  private static boolean takesObject(Token next) {
    return Clauses.DETERMINERS.contains(next.lower())
        || Clauses.PREPOSITIONS.contains(next.lower())
        || next.capital();
  }

  private void listener(int i, Token token) {
    String you = narrator.listener().orElse("");
    if (you.isEmpty()) {
      return;
    }
    switch (token.lower()) {
      case "your" -> replace(token, you + "'s");
      case "yours" -> replace(token, you + "'s");
      case "yourself" -> replace(token, "themselves");
      case "you're" -> replace(token, you + " is");
      case "you've" -> replace(token, you + " has");
      case "you'll" -> replace(token, you + " will");
      case "you'd" -> replace(token, you + " would");
      default -> {
        replace(token, you);
        if (i + 1 < tokens.size()) {
          Token verb = tokens.get(i + 1);
          String fixed = AGREEING.get(verb.lower());
          if (fixed != null) {
            replace(verb, fixed);
          }
        }
      }
    }
  }

  private void replace(Token token, String words) {
    if (token.start() < copied) {
      return; // done with already
    }
    out.append(text, copied, token.start()).append(words);
    copied = token.end();
  }
}
