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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
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

  private final Path folder;
  private final By by;
  private final Map<EntityId, Path> notes = new HashMap<>();

  private MarkdownExport(Path folder, By by) {
    this.folder = folder;
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
    MarkdownExport export = new MarkdownExport(folder, by);
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
      Path note =
          folder.resolve(FileName.of(thing.entity().name(), thing.entity().id().value(), ".md"));
      notes.put(thing.entity().id(), note);
      write(note, entity(thing));
      return 1;
    }
    if (row instanceof Canonical.Held held && held.cover() == Canonical.Cover.NONE) {
      if (by == By.MEMORY) {
        Memory memory = held.memory();
        String day = memory.observedAt().toString().substring(0, 10);
        write(
            folder.resolve(FileName.of(day + " " + memory.text(), memory.id().value(), ".md")),
            memory(held));
        return 1;
      }
      for (EntityId entity :
          held.namings().stream().map(Canonical.Naming::entity).distinct().toList()) {
        Path note = notes.get(entity);
        if (note != null) {
          write(note, item(held.memory()));
        }
      }
    }
    return 0;
  }

  private static void write(Path note, String text) throws IOException {
    Files.writeString(note, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
}
