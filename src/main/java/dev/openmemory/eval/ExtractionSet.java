package dev.openmemory.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Mention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts with what should be made of them: a folder with {@code memory.jsonl} (facts) and {@code
 * entity.jsonl} (named things).
 *
 * @param name the folder's name
 * @param notes texts labelled with facts
 * @param passages texts labelled with entities
 */
public record ExtractionSet(String name, List<Note> notes, List<Passage> passages) {

  public ExtractionSet {
    notes = List.copyOf(notes);
    passages = List.copyOf(passages);
  }

  /**
   * A text and the facts that a careful reader would note.
   *
   * @param id its label
   * @param text what was said
   * @param facts one sentence or two each
   */
  public record Note(String id, String text, List<String> facts) {

    public Note {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A text and the things that it names.
   *
   * @param id its label
   * @param text what was said
   * @param entities each once
   */
  public record Passage(String id, String text, List<Mention> entities) {

    public Passage {
      entities = List.copyOf(entities);
    }
  }

  /**
   * Reads a set.
   *
   * @throws InvalidInputException if a file is missing or a line is not of the format
   */
  public static ExtractionSet read(Path folder) {
    List<Note> notes = new ArrayList<>();
    for (JsonNode node : lines(folder.resolve("memory.jsonl"), "memories")) {
      List<String> facts = new ArrayList<>();
      node.path("memories").forEach(memory -> facts.add(memory.path("content").asText()));
      notes.add(new Note(node.path("id").asText(), node.path("text").asText(), facts));
    }
    List<Passage> passages = new ArrayList<>();
    for (JsonNode node : lines(folder.resolve("entity.jsonl"), "entities")) {
      List<Mention> entities = new ArrayList<>();
      node.path("entities")
          .forEach(
              entity ->
                  entities.add(
                      new Mention(
                          entity.path("name").asText(),
                          EntityKind.ofKey(entity.path("type").asText()))));
      passages.add(new Passage(node.path("id").asText(), node.path("text").asText(), entities));
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new ExtractionSet(name == null ? "set" : name.toString(), notes, passages);
  }

  private static List<JsonNode> lines(Path file, String labels) {
    List<JsonNode> nodes = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + " cannot be read: " + e.getMessage(),
          "Name a folder that holds memory.jsonl and entity.jsonl.",
          e);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        nodes.add(node(file, i + 1, lines.get(i), labels));
      }
    }
    return nodes;
  }

  private static JsonNode node(Path file, int number, String line, String labels) {
    try {
      JsonNode node = Json.read(line);
      if (node.path("id").isTextual()
          && node.path("text").isTextual()
          && node.path(labels).isArray()) {
        return node;
      }
    } catch (IOException e) {
      throw malformed(file, number, labels, e);
    }
    throw malformed(file, number, labels, null);
  }

  private static InvalidInputException malformed(
      Path file, int number, String labels, @Nullable Throwable cause) {
    return new InvalidInputException(
        file + ", line " + number + " is not an object with id, text and " + labels,
        "Write one JSON object a line.",
        cause);
  }
}
