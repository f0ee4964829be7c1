package dev.openmemory.distill.rules;

import dev.openmemory.distill.rules.Sifted.Stance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets through the sentences that state something, without the words that only open them: what
 * greets, thanks, asks, requests or fills is kept back.
 */
final class Sieve {

  /** Words that open a sentence and say nothing, when a comma or a pause follows. */
  private static final Phrases OPENERS = new Phrases(WordList.phrases("sieve-openers"));

  /** Words that open a sentence and say nothing whatever follows. */
  private static final Phrases LEADS = new Phrases(WordList.phrases("sieve-leads"));

  /** Openings that soften what is said; what follows is the opinion. */
  private static final Phrases HEDGES = new Phrases(WordList.phrases("sieve-hedges"));

  private static final Set<String> ASKING =
      Set.of("what", "how", "why", "who", "which", "where", "if", "whether", "suppose", "assume");

  private static final Set<String> REQUESTS = WordList.set("sieve-requests");

  private Sieve() {}

  /** The sentence as a statement; empty if it is none. */
  static Optional<Sifted> sift(String sentence, Narrator narrator) {
    String text = Instructions.asWish(statementOf(sentence.strip()), narrator);
    boolean hedged = false;
    for (boolean again = true; again; ) {
      List<Token> tokens = Token.of(text);
      int skip = opening(tokens);
      if (skip == 0) {
        skip = vocative(tokens, narrator);
      }
      boolean hedge = false;
      if (skip == 0) {
        skip = HEDGES.at(tokens, 0);
        hedge = skip > 0 && skip < tokens.size();
      }
      again = skip > 0 && skip < tokens.size();
      if (again) {
        text = text.substring(tokens.get(skip).start());
        hedged |= hedge;
      }
    }
    String plain = Opinions.plain(text);
    hedged |= !plain.equals(text);
    Remarks.Said said = Remarks.take(plain);
    List<Token> tokens = Token.of(said.text());
    if (Filler.is(tokens, said.text(), narrator) || asks(tokens, said.text())) {
      return Optional.empty();
    }
    Stance stance = Stances.of(tokens, hedged);
    return Optional.of(new Sifted(said.text(), tokens, stance, hedged, said.remark()));
  }

  /** How many tokens at the beginning only open the sentence. */
  private static int opening(List<Token> tokens) {
    int i = 0;
    while (i < tokens.size()
        && !tokens.get(i).word()
        && "\"“'‘([".indexOf(tokens.get(i).text().charAt(0)) < 0) {
      i++; // dashes, emoji
    }
    if (i > 0) {
      return i;
    }
    int lead = LEADS.at(tokens, 0);
    if (lead > 0 && lead < tokens.size()) {
      return tokens.get(lead).is(":") || tokens.get(lead).is(",") ? lead + 1 : lead;
    }
    int opener = OPENERS.at(tokens, 0);
    if (opener == 0) {
      return 0;
    }
    int after = opener;
    if (after < tokens.size()
        && tokens.get(after).capital()
        && !tokens.get(after).is("i")
        && after + 1 < tokens.size()
        && pause(tokens.get(after + 1))) {
      after++; // a name: "Hey Mel,"
    }
    if (after < tokens.size() && pause(tokens.get(after))) {
      return after + 1;
    }
    boolean plain =
        Set.of("so", "also", "actually", "basically", "yeah", "plus", "well", "oh")
            .contains(tokens.get(0).lower());
    boolean subject =
        after < tokens.size()
            && Set.of(
                    "i", "i'm", "i've", "we", "my", "we're", "he", "she", "they", "it", "the",
                    "there", "if", "when", "since")
                .contains(tokens.get(after).lower());
    return plain && subject ? after : 0;
  }

  /** "Mel, that was": the listener's name, or a short form of it. */
  private static int vocative(List<Token> tokens, Narrator narrator) {
    boolean called = tokens.size() > 2 && tokens.get(0).capital() && tokens.get(1).is(",");
    String name = called ? tokens.get(0).text() : "";
    return name.length() > 1 && narrator.listener().filter(to -> to.startsWith(name)).isPresent()
        ? 2
        : 0;
  }

  private static boolean pause(Token token) {
    return ",!—–-:;….".contains(token.text());
  }

  /** The part of a sentence before it turns into a question or a request. */
  private static String statementOf(String sentence) {
    List<Token> tokens = Token.of(sentence);
    boolean question = sentence.indexOf('?') >= 0;
    for (int i = 2; i + 1 < tokens.size(); i++) {
      String mark = tokens.get(i).lower();
      boolean turn =
          mark.equals(",")
              || mark.equals("-")
              || mark.equals("–")
              || mark.equals("—")
              || mark.equals(";");
      boolean joined = mark.equals("and") || mark.equals("so") || mark.equals("but");
      if (!turn && !joined) {
        continue;
      }
      int next = i + 1;
      while (turn
          && next < tokens.size()
          && Set.of("so", "and", "but").contains(tokens.get(next).lower())) {
        next++;
      }
      if (next + 1 >= tokens.size()) {
        continue;
      }
      if (TURNS.at(tokens, next) > 0
          || (question && i + 1 < tokens.size() && REQUESTS.contains(tokens.get(next).lower()))
          || (question && turn && tokens.get(next).is("any"))) {
        int cut = joined && i > 0 && tokens.get(i - 1).is(",") ? i - 1 : i;
        return sentence.substring(0, tokens.get(cut).start()).strip();
      }
    }
    return sentence;
  }

  private static final Phrases TURNS = new Phrases(WordList.phrases("sieve-turns"));

  private static boolean asks(List<Token> tokens, String text) {
    if (text.indexOf('?') >= 0) {
      return true;
    }
    if (tokens.size() < 2) {
      return false;
    }
    return TURNS.begin(tokens)
        || ASKING.contains(tokens.get(0).lower())
        || (REQUESTS.contains(tokens.get(0).lower())
            && Set.of("you", "i", "we", "it", "there", "they", "to", "do", "can", "should")
                .contains(tokens.get(1).lower())
            && !tokens.get(0).is("have"));
  }

  /** Those of the tokens that are words. */
  static List<Token> words(List<Token> tokens) {
    List<Token> words = new ArrayList<>(tokens);
    words.removeIf(token -> !token.word());
    return words;
  }
}
