package dev.openmemory.retrieval;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a question is about, without what it says of the answer's form or of where it was said: in
 * "Can you list the order in which I brought up aspects of my garden throughout our conversations?
 * Mention only five items." that is "my garden". The rest resembles memories about lists and
 * conversations, and is not looked up.
 */
final class Subject {

  private static final String TALK =
      "(?:conversations?|chats?|sessions?|discussions?|talks|messages|requests|questions)";

  private static final String REPORT =
      "an? (?:\\w+ )?(?:summary|overview|recap|timeline|list) of\\b";

  private static final String ORDER =
      "the order in which i (?:brought up|mentioned|discussed|talked about|raised)\\b"
          + "(?: (?:different |various |the ){0,9}(?:aspects|concepts|topics|parts|things)\\b"
          + "(?: (?:of|related to|about))?)?";

  private static final List<Pattern> FORM =
      List.of(
          pattern(
              "(?<=[.?!])\\s*(?:please )?(?:only )?(?:mention|list|name|give|answer|reply|respond"
                  + "|keep|limit|use)\\b[^.?!]*\\b(?:only|items?|words|sentences|bullets?|brief"
                  + "|short|concise|points)\\b[^.?!]*[.?!]?\\s*$"),
          pattern(
              "\\b(?:i(?:['’]m| am| was) (?:going (?:back|through|over)|looking (?:back )?(?:at"
                  + "|through))|i wanted to follow up on|going back to|following up on) (?:to |on )?"
                  + "our (?:previous |last |earlier )?"
                  + TALK
                  + "(?: (?:about|on))?\\b"),
          pattern(
              "\\b(?:and )?i (?:just )?(?:was wondering|wanted to (?:clarify|confirm|double-check"
                  + "|check)|wonder)(?: something)?(?: if| about)?\\b"),
          pattern(
              "^(?:please |can you |could you |would you |will you |you ){0,9}(?:please )?(?:(?:list"
                  + "|give|tell|show|provide|write|walk)\\b(?: (?:me|us|to me))?(?: (?:through|about"
                  + "|of|with))?\\s+(?=the order in|"
                  + REPORT
                  + ")|(?:summari[sz]e|recap)\\b)"),
          pattern("\\b" + REPORT),
          pattern("\\b" + ORDER),
          pattern(
              ",? (?:throughout|across|during|over|in)(?: all(?: of)?)? (?:our|my)"
                  + " (?:previous |last )?"
                  + TALK
                  + "\\b"),
          pattern(",? in order\\b(?! (?:to|for|that)\\b)"));

  private static final Pattern SPACE = Pattern.compile("\\s+(?=[,.?!])|(?<=\\s)\\s+");

  private Subject() {}

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /** The subject, as it stands in the question; the whole question if nothing telling is left. */
  static String of(String question) {
    String subject = question;
    for (Pattern form : FORM) {
      subject = form.matcher(subject).replaceAll(" ");
    }
    if (subject.equals(question)) {
      return question;
    }
    subject = SPACE.matcher(subject).replaceAll("").strip();
    return Terms.telling(subject).isEmpty() ? question : subject;
  }
}
