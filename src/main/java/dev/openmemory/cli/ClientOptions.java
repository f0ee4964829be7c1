package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.clients.Client;
import dev.openmemory.clients.ClientFile;
import dev.openmemory.clients.Diff;
import dev.openmemory.clients.Places;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which file of a client a command changes, and whether it really does. */
final class ClientOptions {

  @Option(
      names = "--project",
      arity = "0..1",
      fallbackValue = ".",
      paramLabel = "FOLDER",
      description = "The file of a project (of this folder) instead of the user's.")
  @Nullable Path project;

  @Option(names = "--file", paramLabel = "FILE", description = "Another file than the usual one.")
  @Nullable Path file;

  @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
  boolean dryRun;

  /** The file of a client. */
  ClientFile file(Context context, Client client) {
    Places places =
        new Places(
            Places.Os.of(System.getProperty("os.name", "")),
            context.surroundings().userHome(),
            context.surroundings().environment());
    Path path =
        file != null
            ? file
            : project == null ? places.users(client) : places.projects(client, project);
    return new ClientFile(client, path.toAbsolutePath().normalize());
  }

  /** Makes a change, or shows it; tells of it. */
  int made(
      Context context,
      boolean json,
      Client client,
      ClientFile file,
      ClientFile.Change change,
      @Nullable String secret,
      String what) {
    Optional<Path> backup =
        dryRun || change.nothing()
            ? Optional.empty()
            : file.apply(change, context.clock().instant());
    Terminal terminal = context.terminal();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("client", client.key()).put("file", file.path().toString());
      node.put("changed", !change.nothing()).put("dry_run", dryRun);
      backup.ifPresent(copy -> node.put("backup", copy.toString()));
      context.json(node);
    } else if (change.nothing()) {
      terminal.result(file.path() + " needs no change.");
    } else if (dryRun) {
      terminal.result(file.path() + " would become:");
      for (String line : Diff.lines(change.before().orElse(""), change.after().orElse(""))) {
        terminal.result(Printable.text(secret == null ? line : line.replace(secret, "***")));
      }
    } else {
      terminal.result((what.equals("install") ? "Entered in " : "Taken out of ") + file.path());
      backup.ifPresent(copy -> terminal.note("What it was: " + copy));
      terminal.note("Restart " + client.label() + " for it to see that.");
    }
    return ExitCode.OK.code();
  }
}
