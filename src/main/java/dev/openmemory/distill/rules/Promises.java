package dev.openmemory.distill.rules;

import java.util.regex.Pattern;

/** "Promised Ann I'd review it" to "promised Ann to review it". */
final class Promises {

  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?i)\\b(promised|agreed|offered|committed|vowed|pledged)((?: (?:the |my |our )?[\\w'’.-]+){0,3}?)"
              + " (?:that )?(?:I|we)(?:['’]d|['’]ll| would| will) (?!not\\b|never\\b)(?=[a-z])");

  private Promises() {}

  static String plain(String text) {
    return CLAUSE.matcher(text).replaceFirst("$1$2 to ");
  }
}
