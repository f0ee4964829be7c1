package dev.openmemory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code openmemory doctor}. */
@Command(
    name = "doctor",
    description = "Check the installation: what is loaded, and whether the database is sound.",
    footer = {"", "Reads the whole database. Ends with exit code 1 when something is wrong."})
final class DoctorCommand implements Callable<Integer> {

  private static final int KEY_WIDTH = 14;

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();

  @Option(
      names = "--reindex",
      description = "First build every derived table again from what was said.")
  boolean reindex;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Examination examination = new Examination(context, context.configuration(store.given()));
    ObjectNode report = examination.report(reindex);
    List<String> problems = examination.problems();
    if (common.json) {
      context.json(report);
    } else {
      show(report);
      Terminal terminal = context.terminal();
      problems.forEach(problem -> terminal.result(terminal.red("✗ ") + Printable.line(problem)));
      if (problems.isEmpty()) {
        terminal.result(terminal.green("✓ ") + "Nothing is wrong.");
      }
    }
    return (problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE).code();
  }

  /** Shows each object as a section, each plain member as a line. */
  private void show(ObjectNode report) {
    report
        .properties()
        .forEach(
            section -> {
              if (section.getValue().isObject()) {
                context.terminal().result(context.terminal().bold(section.getKey()));
                section.getValue().properties().forEach(row -> line(row.getKey(), row.getValue()));
              }
            });
  }

  private void line(String key, JsonNode value) {
    Terminal terminal = context.terminal();
    String start = "  " + String.format(Locale.ROOT, "%-" + KEY_WIDTH + "s", key.replace('_', ' '));
    List<String> lines =
        new ArrayList<>(
            Layout.wrap(
                Printable.line(value.asText()),
                terminal.width() - start.length(),
                Integer.MAX_VALUE));
    terminal.result(terminal.dim(start) + lines.remove(0));
    lines.forEach(line -> terminal.result(" ".repeat(start.length()) + line));
  }
}
