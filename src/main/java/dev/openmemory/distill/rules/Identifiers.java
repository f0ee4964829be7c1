package dev.openmemory.distill.rules;

import java.util.regex.Pattern;

/** Keys that stand for one thing: tickets, addresses, versions with a "v". */
final class Identifiers {

  private static final Pattern TICKET = Pattern.compile("[A-Z]{2,10}-\\d{1,7}");
  private static final Pattern MAIL =
      Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,4}");
  private static final Pattern VERSION = Pattern.compile("v\\d{1,4}(?:\\.\\d{1,6}){0,3}");
  private static final Pattern HOST = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{2,5})?");

  private Identifiers() {}

  static boolean is(Token token) {
    String text = token.bare();
    return text.length() < 120
        && (token.numeric() || text.indexOf('@') > 0)
        && (TICKET.matcher(text).matches()
            || MAIL.matcher(text).matches()
            || VERSION.matcher(text).matches()
            || HOST.matcher(text).matches());
  }
}
