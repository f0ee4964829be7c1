package dev.openmemory.distill.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Standing orders to the assistant, told as wishes: "Always answer in French". */
final class Instructions {

  private static final Set<String> STANDING = Set.of("always", "never");

  private Instructions() {}

  /** The order as a wish, if it is one that holds from now on; else the text. */
  static String asWish(String text, Narrator narrator) {
    boolean toAssistant = narrator.listener().filter(to -> to.equals("the assistant")).isPresent();
    List<Token> tokens = Token.of(text);
    int at = !tokens.isEmpty() && tokens.get(0).is("please") ? 1 : 0;
    boolean from =
        at + 4 < tokens.size()
            && tokens.get(at).is("from")
            && tokens.get(at + 1).is("now")
            && tokens.get(at + 2).is("on");
    if (from) {
      at += tokens.get(at + 3).is(",") ? 4 : 3;
    }
    if (!toAssistant || at + 2 >= tokens.size()) {
      return text;
    }
    boolean standing = STANDING.contains(tokens.get(at).lower());
    String verb = tokens.get(standing ? at + 1 : at).lower();
    if ((!standing && !from)
        || !(Verbs.base(verb) || Clauses.DETERMINERS.contains(tokens.get(at + 2).lower()))) {
      return text;
    }
    String order = text.substring(tokens.get(at).start());
    return "I want you to " + order.substring(0, 1).toLowerCase(Locale.ROOT) + order.substring(1);
  }
}
