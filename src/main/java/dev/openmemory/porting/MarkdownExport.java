package dev.openmemory.porting;

import dev.openmemory.engine.Archive;
import dev.openmemory.json.Json;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The memory as a folder of Markdown notes, for people to read and for note-taking programs to
 * index. It is not complete, and is not imported again; {@link Export} is for that.
 */
public final class MarkdownExport {

  /** What a note is about. */
  public enum By {
    MEMORY,
    ENTITY
  }

  private final Notes notes;
  private final By by;
  private final Map<EntityId, String> names = new HashMap<>();

  private MarkdownExport(Notes notes, By by) {
    this.notes = notes;
    this.by = by;
  }

  /**
   * Writes the notes of a scope.
   *
   * @param folder empty
   * @return how many notes were written
   * @throws IOException if a note cannot be written
   */
  public static long write(Archive archive, Scope scope, By by, Path folder, Progress progress)
      throws IOException {
    Notes files =
        (name, text) ->
            Files.writeString(
                folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return write(archive, scope, new MarkdownExport(files, by), progress);
  }

  /**
   * Writes the notes of a scope, one per memory, as a zip. Nothing but the note at hand is kept in
   * memory.
   *
   * @param out flushed, and left open
   * @return how many notes were written
   * @throws IOException if the stream cannot be written
   */
  public static long zip(Archive archive, Scope scope, OutputStream out, Progress progress)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    Notes entries =
        (name, text) -> {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(text.getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        };
    long written = write(archive, scope, new MarkdownExport(entries, By.MEMORY), progress);
    zip.finish();
    zip.flush();
    return written;
  }

  private static long write(Archive archive, Scope scope, MarkdownExport export, Progress progress)
      throws IOException {
    long total = archive.memories(scope);
    long[] done = {0, 0};
    try {
      archive.each(
          scope,
          false,
          row -> {
            try {
              done[1] += export.row(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            if (row instanceof Canonical.Held) {
              progress.report(++done[0], Math.max(total, done[0]));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return done[1];
  }

  /** Writes what a row adds; says how many notes are new. */
  private int row(Canonical row) throws IOException {
    if (by == By.ENTITY && row instanceof Canonical.Thing thing) {
      String name = FileName.of(thing.entity().name(), thing.entity().id().value(), ".md");
      names.put(thing.entity().id(), name);
      notes.write(name, entity(thing));
      return 1;
    }
    if (row instanceof Canonical.Held held && held.cover() == Canonical.Cover.NONE) {
      if (by == By.MEMORY) {
        Memory memory = held.memory();
        String day = memory.observedAt().toString().substring(0, 10);
        notes.write(
            FileName.of(day + " " + memory.text(), memory.id().value(), ".md"), memory(held));
        return 1;
      }
      for (EntityId entity :
          held.namings().stream().map(Canonical.Naming::entity).distinct().toList()) {
        String name = names.get(entity);
        if (name != null) {
          notes.write(name, item(held.memory()));
        }
      }
    }
    return 0;
  }

  private static String entity(Canonical.Thing thing) {
    Map<String, @Nullable Object> front = new LinkedHashMap<>();
    front.put("id", thing.entity().id().toString());
    front.put("kind", thing.entity().kind().key());
    front.put("user_id", thing.user());
    front.put("aliases", thing.names());
    return front(front) + "# " + oneLine(thing.entity().name()) + "\n\n";
  }

  private static String item(Memory memory) {
    return "- "
        + oneLine(memory.text())
        + " ("
        + memory.observedAt().toString().substring(0, 10)
        + (memory.validity().to() == null
            ? ""
            : ", until " + memory.validity().to().toString().substring(0, 10))
        + (memory.state() == State.ACTIVE ? "" : ", " + memory.state().key())
        + ")\n";
  }

  private static String memory(Canonical.Held held) {
    Memory memory = held.memory();
    Map<String, @Nullable Object> front = new LinkedHashMap<>();
    front.put("id", memory.id().toString());
    for (Axis axis : Axis.values()) {
      front.put(axis.key(), memory.scope().get(axis).orElse(null));
    }
    front.put("state", memory.state().key());
    front.put("observed_at", memory.observedAt().toString());
    front.put("created_at", memory.createdAt().toString());
    front.put("updated_at", memory.updatedAt().toString());
    front.put("valid_to", memory.validity().to());
    front.put("expires_at", memory.expiresAt());
    front.put("said_by", memory.provenance().actor().label());
    front.put("client", memory.provenance().client());
    front.put("sightings", memory.sightings());
    front.put("entities", held.namings().stream().map(Canonical.Naming::name).distinct().toList());
    front.put("metadata", memory.metadata().isEmpty() ? null : memory.metadata().values());
    return front(front) + memory.text() + "\n";
  }

  /** Front matter; every value is JSON, which YAML reads too. */
  private static String front(Map<String, @Nullable Object> values) {
    return values.entrySet().stream()
        .filter(each -> each.getValue() != null)
        .map(each -> each.getKey() + ": " + value(each.getValue()) + "\n")
        .collect(Collectors.joining("", "---\n", "---\n\n"));
  }

  private static String value(@Nullable Object value) {
    return value instanceof Instant time
        ? Json.write(time.toString())
        : Json.write(value == null ? "" : value);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** Where notes go. */
  private interface Notes {

    /** Writes a note, or some more of one. */
    void write(String name, String text) throws IOException;
  }
}
