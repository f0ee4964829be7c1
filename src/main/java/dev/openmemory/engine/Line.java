package dev.openmemory.engine;

import dev.openmemory.model.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * A memory found, as one line for a model: when it was said and by whom, which answers most
 * questions about time, then what it says, what is known against it, and its id. Days are in UTC.
 */
public final class Line {

  private Line() {}

  /** The line, without an end. */
  public static String of(Recalled.Hit hit) {
    Memory memory = hit.memory();
    StringBuilder line =
        new StringBuilder(day(memory.observedAt().toString()))
            .append(' ')
            .append(plain(memory.provenance().actor().label()))
            .append(": ")
            .append(plain(memory.text()));
    List<String> against = new ArrayList<>();
    if (memory.validity().to() != null) {
      against.add("until " + day(memory.validity().to().toString()));
    }
    if (hit.replacedBy() != null) {
      against.add("replaced by: " + plain(hit.replacedBy().text()));
    }
    hit.outdated()
        .forEach(
            old ->
                against.add(
                    "no longer: "
                        + plain(old.fact().text())
                        + " but: "
                        + plain(old.replacedBy().text())));
    hit.conflicts().forEach(other -> against.add("contradicted by: " + plain(other.text())));
    if (!against.isEmpty()) {
      line.append(" [").append(String.join("; ", against)).append(']');
    }
    return line.append(" (").append(memory.id()).append(')').toString();
  }

  private static String day(String time) {
    return time.substring(0, time.indexOf('T'));
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
