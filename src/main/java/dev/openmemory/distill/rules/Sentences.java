package dev.openmemory.distill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells the sentences of a message apart, and leaves out what is no prose: code, logs, tables,
 * headings. One per message, since a block of code may go on in the next passage. Not safe for
 * several threads.
 */
final class Sentences {

  private static final Set<String> ABBREVIATIONS = WordList.set("sentences-abbreviations");

  private boolean fenced;

  /** The sentences of the next passage: paragraphs of one sentence or more each. */
  List<List<String>> paragraphs(String passage) {
    List<List<String>> paragraphs = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String raw : passage.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("```") || line.startsWith("~~~")) {
        fenced = !fenced;
        continue;
      }
      if (fenced || line.isEmpty() || notProse(raw)) {
        close(open, paragraphs);
        continue;
      }
      boolean item = isItem(line);
      if (item) {
        close(open, paragraphs);
        line = withoutBullet(line);
      }
      split(line, open);
      if (item) {
        close(open, paragraphs);
      }
    }
    close(open, paragraphs);
    return paragraphs;
  }

  private static void close(List<String> open, List<List<String>> paragraphs) {
    if (!open.isEmpty()) {
      paragraphs.add(List.copyOf(open));
      open.clear();
    }
  }

  private static boolean isItem(String line) {
    return bulletEnd(line) > 0;
  }

  private static String withoutBullet(String line) {
    return line.substring(bulletEnd(line)).strip();
  }

  private static int bulletEnd(String line) {
    if (line.length() > 2 && "-*•–".indexOf(line.charAt(0)) >= 0 && line.charAt(1) == ' ') {
      return 2;
    }
    int i = 0;
    while (i < line.length() && i < 3 && Character.isDigit(line.charAt(i))) {
      i++;
    }
    boolean numbered =
        i > 0
            && i + 1 < line.length()
            && (line.charAt(i) == '.' || line.charAt(i) == ')')
            && line.charAt(i + 1) == ' ';
    return numbered ? i + 2 : 0;
  }

  /** Code, a line of a log, a table, a heading, an address. */
  private static boolean notProse(String raw) {
    String line = raw.strip();
    char first = line.charAt(0);
    if (first == '|'
        || first == '#'
        || first == '$'
        || first == '>'
        || first == '<'
        || first == '{'
        || first == '}'
        || first == '@'
        || first == '[') {
      return true;
    }
    String lower = line.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http") || lower.startsWith("at com.") || lower.startsWith("at java.")) {
      return true;
    }
    boolean codeEnd = line.endsWith(";") || line.endsWith("{") || line.endsWith("}");
    int odd = 0;
    int letters = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.isLetter(c) || c == ' ') {
        letters++;
      } else if ("{}[]()<>=;_\\|/*&^%$#@~`\"+:".indexOf(c) >= 0 || Character.isDigit(c)) {
        odd++;
      }
    }
    boolean indented = raw.startsWith("    ") || raw.startsWith("\t");
    return letters * 2 < line.length()
        || odd * 100 > line.length() * (codeEnd || indented ? 8 : 25);
  }

  /** Cuts a line at the ends of its sentences. */
  private static void split(String line, List<String> out) {
    int start = 0;
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      }
      if (c != '.' && c != '!' && c != '?' && c != '…') {
        continue;
      }
      int end = i + 1;
      while (end < line.length() && ".!?…\"”'’)".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      if (end == line.length() || (endsHere(line, i, end) && (depth == 0 || end - start > 300))) {
        add(line.substring(start, end), out);
        start = end;
        depth = 0;
      }
      i = end - 1;
    }
    add(line.substring(start), out);
  }

  private static void add(String sentence, List<String> out) {
    String stripped = sentence.strip();
    if (!stripped.isEmpty() && stripped.charAt(0) != '[') { // a caption, a placeholder
      out.add(stripped);
    }
  }

  private static boolean endsHere(String line, int mark, int end) {
    if (!Character.isWhitespace(line.charAt(end))) {
      // Emoji often stand in for the space after a sentence.
      return !Character.isLetterOrDigit(line.charAt(end))
          && "-,;:/@_=&%".indexOf(line.charAt(end)) < 0;
    }
    int next = end;
    while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
      next++;
    }
    if (line.charAt(mark) != '.' || next == line.length()) {
      return true;
    }
    if (Character.isLowerCase(line.charAt(next))) {
      return false;
    }
    int word = mark;
    while (word > 0
        && (Character.isLetter(line.charAt(word - 1)) || line.charAt(word - 1) == '.')) {
      word--;
    }
    String before = line.substring(word, mark).toLowerCase(Locale.ROOT);
    boolean initial =
        before.length() == 1 && Character.isUpperCase(line.charAt(word)) && !before.equals("i");
    return !initial && !ABBREVIATIONS.contains(before);
  }
}
