package dev.openmemory.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a terminal's width. */
final class Layout {

  private Layout() {}

  /**
   * The text in lines of at most that many characters, broken between words where it can be.
   *
   * @param width at least 10
   * @param most how many lines at most; the last ends with an ellipsis if there would be more
   */
  static List<String> wrap(String text, int width, int most) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      String rest = paragraph.replace("\t", "  ").stripTrailing();
      do {
        int end = breakAt(rest, width);
        lines.add(rest.substring(0, end).stripTrailing());
        rest = rest.substring(end).stripLeading();
        if (lines.size() > most) {
          return shortened(lines, width, most);
        }
      } while (!rest.isEmpty());
    }
    return lines.size() > most ? shortened(lines, width, most) : lines;
  }

  private static int breakAt(String line, int width) {
    if (line.length() <= width) {
      return line.length();
    }
    int space = line.lastIndexOf(' ', width);
    if (space > width / 3) {
      return space;
    }
    return Character.isHighSurrogate(line.charAt(width - 1)) ? width - 1 : width;
  }

  private static List<String> shortened(List<String> lines, int width, int most) {
    List<String> kept = new ArrayList<>(lines.subList(0, most));
    String last = kept.get(most - 1);
    int end = Math.min(last.length(), width - 1);
    if (end > 0 && Character.isHighSurrogate(last.charAt(end - 1))) {
      end--;
    }
    kept.set(most - 1, last.substring(0, end) + "…");
    return kept;
  }
}
