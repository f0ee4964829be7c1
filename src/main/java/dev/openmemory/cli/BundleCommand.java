package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.clients.Bundle;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory bundle}. */
@Command(
    name = "bundle",
    description = "Pack the program as an MCP bundle for Claude Desktop.",
    footer = {
      "",
      "The bundle (.mcpb) is opened with Claude Desktop, which then starts the server.",
      "It needs Java 17 or newer on the computer where it is installed.",
      "",
      "  openmemory bundle openmemory.mcpb"
    })
final class BundleCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The bundle; by default openmemory-VERSION.mcpb in this folder.")
  @Nullable Path file;

  @Option(names = "--yes", description = "Replace a file that exists.")
  boolean yes;

  BundleCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String version = Distribution.version();
    Path target = file == null ? Path.of("openmemory-" + version + ".mcpb") : file;
    Path jar =
        Launcher.code()
            .filter(Files::isRegularFile)
            .orElseThrow(
                () ->
                    new MisconfiguredException(
                        "only a packaged program can be bundled",
                        "Run it from its jar, as scripts/openmemory does."));
    if (!NewFile.mayWrite(context.terminal(), target, yes)) {
      context.terminal().note("Nothing was written.");
      return ExitCode.FAILURE.code();
    }
    try (NewFile made = NewFile.begin(target)) {
      Bundle.write(made.out(), Bundle.manifest(version, "server/" + jar.getFileName()), parts(jar));
      made.finish();
    } catch (IOException e) {
      throw NewFile.failure(target, e);
    }
    if (common.json) {
      context.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("file", target.toString())
              .put("version", version));
    } else {
      context.terminal().result("Bundle written to " + target);
      context.terminal().note("Open it with Claude Desktop to install it.");
    }
    return ExitCode.OK.code();
  }

  /** The jar, the libraries beside it, and the models that came along. */
  private static List<Bundle.Part> parts(Path jar) throws IOException {
    List<Bundle.Part> parts = new ArrayList<>();
    parts.add(new Bundle.Part("server/" + jar.getFileName(), jar));
    add(parts, "server/lib/", jar.resolveSibling("lib"));
    Path models =
        EmbeddingModels.builtIn()
            .orElseThrow(
                () ->
                    new MisconfiguredException(
                        "the program has no models beside it", "Build or install it anew."));
    add(parts, "server/models/", models);
    return parts;
  }

  private static void add(List<Bundle.Part> parts, String prefix, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(each).toString().replace('\\', '/');
        parts.add(new Bundle.Part(prefix + name, each));
      }
    }
  }
}
