package dev.openmemory.distill.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a clause takes for granted: "before her sabbatical begins on June 1". */
final class Presupposed {

  private static final Pattern EVENT =
      Pattern.compile(
          "\\b(?:before|after|when|until|once) ((?:[A-Z][\\w-]+(?: [A-Z][\\w-]+)?['’]s|his|her|their|my|our|the)"
              + "(?: [\\w-]+){1,4}?) (begins|starts|ends|opens|closes|launches|is due|expires|takes place|goes live)"
              + " (?:on |in |at )?((?:[A-Z][a-z]+ \\d{1,2}|\\d{4}-\\d\\d-\\d\\d|next [a-z]+|[A-Z][a-z]+day)\\b)");

  private Presupposed() {}

  static Optional<String> in(String text, People people) {
    Matcher matcher = EVENT.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String event = matcher.group(1);
    List<Token> tokens = Token.of(event);
    if (tokens.get(0).is("her") || tokens.get(0).is("his")) {
      Optional<String> owner = people.resolved(event, tokens);
      if (owner.isEmpty()) {
        return Optional.empty();
      }
      event = owner.get();
    } else if (tokens.get(0).is("their") || tokens.get(0).is("the")) {
      return Optional.empty();
    }
    String on = matcher.group(3).startsWith("next") ? " " : " on ";
    return Optional.of(
        Character.toUpperCase(event.charAt(0))
            + event.substring(1)
            + " "
            + matcher.group(2)
            + on
            + matcher.group(3));
  }
}
