package dev.openmemory.distill.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Openings that announce an opinion on something: "My take on X: it's Y" is "X is Y". */
final class Opinions {

  private static final Pattern ON =
      Pattern.compile(
          "(?i)^my (?:\\w+ )?(?:take|view|opinion|read|thoughts?|feeling|position|stance) on"
              + " ([^:,.;—]{2,80}?)(?:: |, | — | is that )(?:(it|they|he|she)(?:'|’)?( is|s| are|re)?"
              + " )?(.*)$");
  private static final Pattern SCEPTIC =
      Pattern.compile(
          "(?i)^(?:that's|that is|this is|it's) (?:just |only |purely )?my (?:read|take|opinion|view|two cents|guess).*$");

  private Opinions() {}

  /** The opinion itself, if the text announces one; else the text. */
  static String plain(String text) {
    if (SCEPTIC.matcher(text).matches()) {
      return "";
    }
    Matcher on = ON.matcher(text);
    if (!on.matches()) {
      return text;
    }
    String topic = on.group(1).strip();
    String rest = on.group(4);
    if (on.group(2) == null) {
      return Character.toUpperCase(topic.charAt(0)) + topic.substring(1) + ": " + rest;
    }
    boolean plural = on.group(2).equalsIgnoreCase("they");
    String verb = on.group(3) == null ? " " : plural ? " are " : " is ";
    return Character.toUpperCase(topic.charAt(0)) + topic.substring(1) + verb + rest;
  }
}
