package dev.openmemory.distill.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes off what a note says of its own source: "Confirmed with Ann: the demo is on Friday". */
final class Remarks {

  private static final Pattern SOURCE =
      Pattern.compile(
          "(?i)^((?:confirmed|verified|checked|learned|heard|established|clarified|discovered|noted)"
              + "(?: (?:with|via|by|from|through|in|at|using|against) [^:.;]{1,80})?):\\s+(\\S.{8,})$");

  private Remarks() {}

  /**
   * What is said, and what is said of it.
   *
   * @param text the statement
   * @param remark where it comes from; empty if nothing is said of that
   */
  record Said(String text, String remark) {}

  /** Takes the two apart. */
  static Said take(String text) {
    Matcher matcher = SOURCE.matcher(text);
    if (!matcher.matches()) {
      return new Said(text, "");
    }
    String remark = matcher.group(1);
    String said = matcher.group(2);
    return new Said(
        Character.toUpperCase(said.charAt(0)) + said.substring(1),
        remark.indexOf(' ') < 0
            ? ""
            : Character.toLowerCase(remark.charAt(0)) + remark.substring(1));
  }
}
