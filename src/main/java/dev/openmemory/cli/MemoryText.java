package dev.openmemory.cli;

import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.Remembered;
import dev.openmemory.model.Axis;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.State;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows memories to a person. */
final class MemoryText {

  private static final String INDENT = "      ";
  private static final int PREVIEW_LINES = 3;

  private final Terminal terminal;
  private final ZoneId zone;

  MemoryText(Terminal terminal, ZoneId zone) {
    this.terminal = terminal;
    this.zone = zone;
  }

  /** What a search found, best first. */
  void hits(Recalled answer) {
    for (Recalled.Hit hit : answer.hits()) {
      preview(String.format(Locale.ROOT, "%.2f", hit.score()), hit.memory());
      if (hit.replacedBy() != null) {
        aside("replaced by: ", hit.replacedBy());
      }
      for (Recalled.Outdated outdated : hit.outdated()) {
        aside("no longer holds: ", outdated.fact());
        aside("replaced by: ", outdated.replacedBy());
      }
      hit.conflicts().forEach(other -> aside("conflicts with: ", other));
    }
    if (answer.work() != null) {
      terminal.result("");
      ExplainText.lines(answer, terminal.width())
          .forEach(line -> terminal.result(terminal.dim(line)));
    }
  }

  private void aside(String what, Memory other) {
    Layout.wrap(what + Printable.line(other.text()), terminal.width() - INDENT.length(), 2)
        .forEach(line -> terminal.result(INDENT + line));
    terminal.result(INDENT + terminal.dim(other.id().toString()));
  }

  /** What came of an addition. */
  void remembered(Remembered remembered) {
    for (Remembered.Outcome outcome : remembered.outcomes()) {
      preview(outcome.event() == Remembered.Event.ADDED ? "new" : "known", outcome.memory());
    }
    for (Remembered.Replacement replaced : remembered.replacements()) {
      preview("past", replaced.earlier());
      aside("replaced by: ", replaced.later());
    }
    for (Remembered.Contradiction pair : remembered.contradictions()) {
      preview("?", pair.one());
      aside("conflicts with: ", pair.other());
    }
  }

  /** A page of a listing. */
  void page(Page<Memory> page) {
    page.items().forEach(memory -> preview(memory.validity().to() == null ? "•" : "past", memory));
  }

  /** One memory in a few lines, behind a mark of up to four characters. */
  void preview(String mark, Memory memory) {
    List<String> lines =
        Layout.wrap(
            Printable.text(memory.text()), terminal.width() - INDENT.length(), PREVIEW_LINES);
    String start = mark + " ".repeat(Math.max(1, INDENT.length() - mark.length()));
    terminal.result(terminal.green(start) + terminal.bold(lines.get(0)));
    lines.subList(1, lines.size()).forEach(line -> terminal.result(INDENT + terminal.bold(line)));
    terminal.result(INDENT + terminal.dim(memory.id().toString()));
    Layout.wrap(Printable.line(origin(memory)), terminal.width() - INDENT.length(), PREVIEW_LINES)
        .forEach(line -> terminal.result(INDENT + terminal.dim(line)));
  }

  private String origin(Memory memory) {
    List<String> parts = new ArrayList<>();
    parts.add(Moments.shown(memory.observedAt(), zone));
    for (Axis axis : Axis.values()) {
      memory.scope().get(axis).ifPresent(value -> parts.add(word(axis) + " " + value));
    }
    if (memory.state() != State.ACTIVE) {
      parts.add(memory.state().key());
    }
    if (memory.sightings() > 1) {
      parts.add("said " + memory.sightings() + " times");
    }
    return String.join(" · ", parts);
  }

  private static String word(Axis axis) {
    return axis.key().replace("_id", "");
  }

  /** All of one memory. */
  void whole(Memory memory) {
    Layout.wrap(Printable.text(memory.text()), terminal.width(), Integer.MAX_VALUE)
        .forEach(line -> terminal.result(terminal.bold(line)));
    terminal.result("");
    field("id", memory.id().toString());
    for (Axis axis : Axis.values()) {
      memory.scope().get(axis).ifPresent(value -> field(word(axis), value));
    }
    field("state", memory.state().key());
    field("said by", memory.provenance().actor().label());
    if (memory.provenance().client() != null) {
      field("through", memory.provenance().client());
    }
    field("kept as", memory.provenance().distiller().key());
    field("said", Moments.shown(memory.observedAt(), zone));
    field("stored", Moments.shown(memory.createdAt(), zone));
    if (!memory.updatedAt().equals(memory.createdAt())) {
      field("changed", Moments.shown(memory.updatedAt(), zone));
    }
    if (memory.expiresAt() != null) {
      field("expires", Moments.shown(memory.expiresAt(), zone));
    }
    if (memory.importance().value() != null) {
      field("importance", memory.importance().value().toString());
    }
    if (memory.importance().pinned()) {
      field("pinned", "yes");
    }
    if (memory.validity().to() != null) {
      field("valid until", Moments.shown(memory.validity().to(), zone));
    }
    if (memory.validity().supersededBy() != null) {
      field("replaced by", memory.validity().supersededBy().toString());
    }
    if (memory.sightings() > 1) {
      field("sightings", Integer.toString(memory.sightings()));
    }
    for (Map.Entry<String, ?> entry : memory.metadata().values().entrySet()) {
      field("metadata", entry.getKey() + " = " + entry.getValue());
    }
  }

  private void field(String name, String value) {
    String start = String.format(Locale.ROOT, "%-12s", name);
    List<String> lines =
        Layout.wrap(Printable.line(value), terminal.width() - start.length(), Integer.MAX_VALUE);
    terminal.result(terminal.dim(start) + lines.get(0));
    lines
        .subList(1, lines.size())
        .forEach(line -> terminal.result(" ".repeat(start.length()) + line));
  }

  /** What happened to a memory, oldest first. */
  void history(List<HistoryEvent> events) {
    for (HistoryEvent event : events) {
      String what = event.kind().key();
      if (event.oldState() != null && event.oldState() != event.newState()) {
        what += " (" + event.oldState().key() + " → " + event.newState().key() + ")";
      }
      String by = event.client() == null ? "" : " · " + Printable.line(event.client());
      terminal.result(
          terminal.green(Moments.shown(event.at(), zone))
              + " "
              + terminal.bold(what)
              + terminal.dim(by));
      change("- ", event.oldText(), event.newText());
      change("+ ", event.newText(), event.oldText());
    }
  }

  private void change(String mark, @Nullable String text, @Nullable String other) {
    if (text == null || text.equals(other)) {
      return;
    }
    Layout.wrap(Printable.text(text), terminal.width() - 4, PREVIEW_LINES)
        .forEach(line -> terminal.result("  " + mark + line));
  }
}
