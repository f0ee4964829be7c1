package dev.openmemory.cli;

import dev.openmemory.config.Surroundings;
import dev.openmemory.docs.GeneratedSection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliDocTest {

  private static final Path DOCUMENT = Path.of("docs/cli.md");

  @Test
  void theDocumentHoldsTheHelpOfEveryCommand() throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Context context =
        new Context(
            new Terminal(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                StandardCharsets.UTF_8,
                false,
                false,
                80),
            new Surroundings(Map.of(), Path.of("."), "ann"),
            Clock.systemUTC(),
            () -> java.time.ZoneOffset.UTC);
    StringBuilder out = new StringBuilder();
    append(Commands.all(context), out);
    GeneratedSection.holds(DOCUMENT, "commands", out.toString());
  }

  private static void append(CommandLine command, StringBuilder out) {
    if (command.getCommandSpec().usageMessage().hidden()) {
      return;
    }
    out.append("### ").append(command.getCommandSpec().qualifiedName()).append("\n\n```text\n");
    command
        .getUsageMessage()
        .lines()
        .map(String::stripTrailing)
        .forEach(l -> out.append(l).append('\n'));
    out.append("```\n\n");
    Set<CommandLine> once = new HashSet<>();
    command.getSubcommands().values().stream().filter(once::add).forEach(sub -> append(sub, out));
  }

  @Test
  void theDocumentExplainsEveryExitCode() throws IOException {
    StringBuilder table = new StringBuilder("| code | when |\n|--:|---|\n");
    for (ExitCode code : ExitCode.values()) {
      table.append("| %d | %s |\n".formatted(code.code(), code.meaning()));
    }
    GeneratedSection.holds(DOCUMENT, "exit codes", table.toString());
  }
}
