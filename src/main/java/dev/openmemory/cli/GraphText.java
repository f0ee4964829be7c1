package dev.openmemory.cli;

import dev.openmemory.engine.GraphAnswer;
import dev.openmemory.model.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a person how things are related. */
final class GraphText {

  private static final String INDENT = "      ";

  private final Terminal terminal;

  GraphText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The things that an answer is about, and the paths from them, best first. */
  void answer(GraphAnswer answer) {
    answer.things().forEach(this::thing);
    for (GraphAnswer.Path path : answer.paths()) {
      StringBuilder line = new StringBuilder(path.steps().get(0).from().name());
      List<Memory> proofs = new ArrayList<>();
      for (GraphAnswer.Step step : path.steps()) {
        line.append(step.forward() ? " → " : " ← ").append(step.predicate());
        line.append(step.forward() ? " → " : " ← ").append(step.to().name());
        proofs.addAll(step.proofs());
      }
      String score = String.format(Locale.ROOT, "%.2f  ", path.score());
      terminal.result(terminal.green(score) + terminal.bold(Printable.line(line.toString())));
      proofs.stream().distinct().forEach(this::proof);
    }
  }

  private void thing(GraphAnswer.Thing thing) {
    List<String> parts = new ArrayList<>();
    parts.add(thing.entity().kind().key());
    thing.names().stream()
        .filter(name -> !name.equals(thing.entity().name()))
        .forEach(name -> parts.add("also " + name));
    parts.add(thing.memories() == 1 ? "1 memory" : thing.memories() + " memories");
    terminal.result(
        terminal.bold(Printable.line(thing.entity().name()))
            + terminal.dim(" · " + Printable.line(String.join(" · ", parts))));
  }

  private void proof(Memory memory) {
    Layout.wrap(Printable.line(memory.text()), terminal.width() - INDENT.length(), 2)
        .forEach(line -> terminal.result(INDENT + line));
    terminal.result(INDENT + terminal.dim(memory.id().toString()));
  }
}
