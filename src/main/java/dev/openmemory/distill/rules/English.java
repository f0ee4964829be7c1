package dev.openmemory.distill.rules;

import java.util.List;
import java.util.Set;

/** Tells English from other languages by how many of its words hold English together. */
final class English {

  private static final int TOO_SHORT_TO_TELL = 4;

  private static final Set<String> GLUE = WordList.set("english-glue");

  private English() {}

  /** Whether the text is not clearly in another language. */
  static boolean is(List<Token> tokens) {
    int words = 0;
    int glue = 0;
    int common = 0;
    int foreign = 0;
    for (Token token : tokens) {
      if (!token.word() || token.numeric()) {
        continue;
      }
      words++;
      if (GLUE.contains(token.lower())) {
        glue++;
      }
      if (Names.common(token.lower())) {
        common++;
      }
      if (Character.UnicodeScript.of(token.text().codePointAt(0))
          != Character.UnicodeScript.LATIN) {
        foreign++;
      }
    }
    if (words == 0 || foreign * 3 > words) {
      return false;
    }
    return glue * 10 >= words
        || ((words <= TOO_SHORT_TO_TELL || common * 2 >= words) && common > 0);
  }
}
