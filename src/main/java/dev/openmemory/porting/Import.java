package dev.openmemory.porting;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Intake;
import dev.openmemory.model.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what this or another program has exported. The kind of file is known by its content.
 * Whatever is there already stays as it is, so a file can be imported again, or after an
 * interruption: what is missing then is added.
 */
public final class Import {

  /** A gzip within a zip, and no more. */
  private static final int DEEPEST = 2;

  private final Engine engine;
  private final ImportOptions options;
  private final Counting counting;
  private final Intake intake;
  private final Items items;
  private @Nullable OwnImport own;

  private Import(Engine engine, ImportOptions options, Refusals refusals) {
    this.engine = engine;
    this.options = options;
    this.counting = new Counting(refusals);
    this.intake = engine.archive().intake(options.dryRun());
    this.items = new Items(engine, intake, options, counting);
  }

  /**
   * Imports a stream.
   *
   * @param in read to its end, and left open
   * @param progress told of bytes
   * @param refusals told of each line or item that cannot be used; the others are imported
   * @throws InvalidInputException if the stream is nothing that can be imported
   * @throws IOException if it cannot be read
   */
  public static ImportReport run(
      Engine engine, InputStream in, ImportOptions options, Progress progress, Refusals refusals)
      throws IOException {
    Import run = new Import(engine, options, refusals);
    run.take(new CountedInput(in, options.bytes(), progress), 0);
    run.intake.finish();
    return run.report();
  }

  private void take(InputStream in, int depth) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(in, Recognition.LOOKAHEAD);
    switch (depth > DEEPEST ? Recognition.NOTHING : Recognition.of(stream)) {
      case OWN -> {
        if (options.forUser()) {
          throw new InvalidInputException(
              "an export of openmemory says itself whose the memories are",
              "Use 'openmemory import', or the web page.");
        }
        OwnImport lines = new OwnImport(engine.archive(), intake, counting);
        own = lines;
        lines.run(new Lines(stream));
      }
      case ITEMS_BY_LINE -> lines(new Lines(stream));
      case DOCUMENT -> Document.each(stream, items, counting);
      case GZIP -> unzipped(stream, depth);
      case ZIP -> {
        if (depth > 0
            || ZipContents.each(stream, (name, content) -> take(content, depth + 1)) == 0) {
          throw new InvalidInputException(
              "the zip holds nothing that can be imported",
              "It should hold a conversations.json, memories.json or memory.json.");
        }
      }
      case NOTHING -> throw nothing();
    }
  }

  private void unzipped(InputStream stream, int depth) throws IOException {
    try {
      take(new Bounded(new GZIPInputStream(stream)), depth + 1);
    } catch (ZipException | EOFException e) {
      throw new InvalidInputException(
          "the compressed file is damaged (" + e.getMessage() + ")", "Make it again.", e);
    }
  }

  private void lines(Lines lines) throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      String place = "line " + lines.number();
      try {
        items.take("", place, Source.parse(line, lines.tooLong()));
      } catch (InvalidInputException e) {
        counting.refused(place, e.problem());
      }
    }
  }

  private ImportReport report() {
    Format format = own == null ? items.format() : Format.OPENMEMORY_LINES;
    if (format == null) {
      throw nothing();
    }
    return new ImportReport(
        format,
        sum(intake.count(Intake.Kind.MESSAGE), items.talks().messages()),
        sum(intake.count(Intake.Kind.MEMORY), items.talks().memories()),
        intake.count(Intake.Kind.ENTITY),
        intake.count(Intake.Kind.OTHER),
        counting.count(),
        own == null || own.embedded());
  }

  private static Intake.Count sum(Intake.Count a, Intake.Count b) {
    return new Intake.Count(a.added() + b.added(), a.known() + b.known());
  }

  private static InvalidInputException nothing() {
    return new InvalidInputException(
        "this is nothing that can be imported",
        "Give an export of openmemory, OpenMemory, Mem0, ChatGPT or Claude, or a memory.json of the"
            + " MCP memory server.");
  }
}
