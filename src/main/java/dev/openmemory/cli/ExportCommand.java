package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.engine.Engine;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.porting.Export;
import dev.openmemory.porting.MarkdownExport;
import dev.openmemory.porting.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory export}. */
@Command(
    name = "export",
    description = "Write the memory to a file, complete, or to a folder of notes.",
    footer = {
      "",
      "The file has one JSON object a line and holds everything: messages, memories of every",
      "state, entities, relations and history. 'openmemory import' takes it in again. Without",
      "FILE it goes to standard output. Markdown notes are for reading.",
      "",
      "  openmemory export memory.jsonl",
      "  openmemory export --user ann | gzip > ann.jsonl.gz",
      "  openmemory export --format markdown notes/"
    })
final class ExportCommand implements Callable<Integer> {

  /** The forms of an export. */
  enum Form {
    jsonl,
    markdown
  }

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file, or the folder for notes.")
  @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "jsonl (the default), or markdown.")
  Form form = Form.jsonl;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "One note per memory (the default) or per entity.")
  String by = "memory";

  @Option(
      names = "--vectors",
      description = "Write the embeddings too; an import need not make them again then.")
  boolean vectors;

  @Option(names = "--yes", description = "Replace a file that exists.")
  boolean yes;

  ExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path target = file == null || file.toString().equals("-") ? null : file;
    try {
      return form == Form.markdown ? notes(target) : lines(target);
    } catch (IOException e) {
      throw NewFile.failure(target == null ? Path.of("standard output") : target, e);
    }
  }

  private int lines(@Nullable Path target) throws IOException {
    if (target == null) {
      try (Engine engine = context.engine(store)) {
        Export.write(
            engine.archive(),
            scope.scope(),
            vectors,
            Distribution.version(),
            context.terminal().out(),
            Progress.NONE);
        return ExitCode.OK.code();
      }
    }
    if (!NewFile.mayWrite(context.terminal(), target, yes)) {
      context.terminal().note("Nothing was written.");
      return ExitCode.FAILURE.code();
    }
    try (Engine engine = context.engine(store);
        NewFile made = NewFile.begin(target)) {
      long memories =
          Export.write(
              engine.archive(),
              scope.scope(),
              vectors,
              Distribution.version(),
              made.out(),
              progress());
      made.finish();
      return told(memories, memories == 1 ? "memory" : "memories", target);
    }
  }

  private int notes(@Nullable Path target) throws IOException {
    if (target == null) {
      throw new InvalidInputException(
          "notes need a folder", "Name one: export --format markdown notes");
    }
    MarkdownExport.By what =
        switch (by) {
          case "memory" -> MarkdownExport.By.MEMORY;
          case "entity" -> MarkdownExport.By.ENTITY;
          default ->
              throw new InvalidInputException("--by is '" + by + "'", "Use memory or entity.");
        };
    Files.createDirectories(target);
    try (DirectoryStream<Path> present = Files.newDirectoryStream(target)) {
      if (present.iterator().hasNext()) {
        throw new InvalidInputException(target + " is not empty", "Name a folder that is.");
      }
    }
    try (Engine engine = context.engine(store)) {
      long notes = MarkdownExport.write(engine.archive(), scope.scope(), what, target, progress());
      return told(notes, notes == 1 ? "note" : "notes", target);
    }
  }

  private Progress progress() {
    ProgressBar bar = new ProgressBar(context.terminal(), "exporting");
    return (done, total) -> bar.accept(done / (double) Math.max(1, total));
  }

  private int told(long count, String what, Path target) {
    if (common.json) {
      context.json(
          JsonNodeFactory.instance
              .objectNode()
              .put(form == Form.markdown ? "notes" : "memories", count)
              .put("file", target.toString()));
    } else {
      context.terminal().result(count + " " + what + " written to " + target);
    }
    return ExitCode.OK.code();
  }
}
