package dev.openmemory.cli;

import dev.openmemory.engine.Explanation;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a person where a memory comes from. */
final class ExplanationText {

  private static final String INDENT = "  ";

  private final Context context;
  private final Terminal terminal;

  ExplanationText(Context context) {
    this.context = context;
    this.terminal = context.terminal();
  }

  /** What a memory was made of and by what, and how it stands beside others. */
  void show(Explanation explanation) {
    Memory memory = explanation.memory();
    context.people().whole(memory);
    Maker maker = memory.provenance().maker();
    heading("made by");
    line(
        memory.provenance().distiller().key()
            + (maker == null ? "" : " · model " + maker.name())
            + (maker == null || maker.version() == null ? "" : " · prompt " + maker.version()));
    heading("from the message " + memory.provenance().message());
    Message source = explanation.source();
    if (source == null) {
      line("which was erased");
    } else {
      said(source.observedAt(), source.actor(), source.client(), source.text());
    }
    memories("made of the passage", explanation.passages());
    memories("facts made of it", explanation.facts());
    memories("replaces", explanation.replaces());
    memories(
        "replaced by",
        explanation.replacedBy() == null ? List.of() : List.of(explanation.replacedBy()));
    memories("conflicts with", explanation.conflicts());
    if (!explanation.repeats().isEmpty()) {
      heading("said again");
      for (Explanation.Repeat repeat : explanation.repeats()) {
        Message message = repeat.message();
        said(repeat.at(), message.actor(), message.client(), message.text());
        terminal.result(INDENT + terminal.dim(message.id().toString()));
      }
    }
  }

  private void said(Instant at, Actor actor, @Nullable String client, String text) {
    line(
        Moments.shown(at, context.zone())
            + " · "
            + actor.label()
            + (client == null ? "" : " · through " + client));
    line(text);
  }

  private void memories(String name, List<Memory> memories) {
    if (memories.isEmpty()) {
      return;
    }
    heading(name);
    for (Memory memory : memories) {
      line(memory.text());
      Instant end = memory.validity().to();
      terminal.result(
          INDENT
              + terminal.dim(
                  memory.id()
                      + (end == null ? "" : " · until " + Moments.shown(end, context.zone()))));
    }
  }

  private void heading(String name) {
    terminal.result("");
    terminal.result(terminal.dim(name));
  }

  private void line(String text) {
    Layout.wrap(Printable.line(text), terminal.width() - INDENT.length(), Integer.MAX_VALUE)
        .forEach(line -> terminal.result(INDENT + line));
  }
}
