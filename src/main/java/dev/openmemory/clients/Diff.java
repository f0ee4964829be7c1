package dev.openmemory.clients;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, in lines, for a person. */
public final class Diff {

  private static final int AROUND = 3;

  private Diff() {}

  /**
   * The lines that differ with some around them: those that go begin with a minus, those that come
   * with a plus.
   */
  public static List<String> lines(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int same = 0;
    while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - same
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<String> out = new ArrayList<>();
    old.subList(Math.max(0, same - AROUND), same).forEach(line -> out.add("  " + line));
    old.subList(same, old.size() - tail).forEach(line -> out.add("- " + line));
    now.subList(same, now.size() - tail).forEach(line -> out.add("+ " + line));
    old.subList(old.size() - tail, Math.min(old.size(), old.size() - tail + AROUND))
        .forEach(line -> out.add("  " + line));
    return out;
  }
}
