package dev.openmemory.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two statements of one conversation of which a set says how they stand to each other.
 *
 * @param question the label of the question that names them
 * @param pool whose conversation
 * @param kind how they stand to each other
 * @param first the messages that state the first, or what was true before
 * @param second the messages that state the second, or what is true since
 */
public record StatedPair(
    String question, String pool, Kind kind, Set<String> first, Set<String> second) {

  /** How two statements stand to each other. */
  public enum Kind {
    /** The second takes the place of the first. */
    UPDATE,
    /** They cannot both be true. */
    CONTRADICTION
  }

  public StatedPair {
    first = Set.copyOf(first);
    second = Set.copyOf(second);
  }

  /**
   * The pairs that the {@code groups} of a set's questions name, {@code original_info} and {@code
   * updated_info}, or {@code first_statement} and {@code second_statement}.
   *
   * @throws InvalidInputException if the file is missing or damaged
   */
  public static List<StatedPair> read(Path folder) {
    Path file = folder.resolve("queries.jsonl");
    List<StatedPair> pairs = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          add(pairs, Json.read(line));
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          file + " cannot be read: " + e.getMessage(),
          "Name a folder that holds corpus.jsonl and queries.jsonl.",
          e);
    }
    return pairs;
  }

  private static void add(List<StatedPair> pairs, JsonNode question) {
    JsonNode groups = question.path("groups");
    if (groups.has("original_info") && groups.has("updated_info")) {
      pairs.add(pair(question, Kind.UPDATE, groups, "original_info", "updated_info"));
    } else if (groups.has("first_statement") && groups.has("second_statement")) {
      pairs.add(pair(question, Kind.CONTRADICTION, groups, "first_statement", "second_statement"));
    }
  }

  private static StatedPair pair(
      JsonNode question, Kind kind, JsonNode groups, String first, String second) {
    return new StatedPair(
        question.path("id").asText(),
        question.path("pool").asText(),
        kind,
        labels(groups.path(first)),
        labels(groups.path(second)));
  }

  private static Set<String> labels(JsonNode array) {
    Set<String> labels = new LinkedHashSet<>();
    array.forEach(label -> labels.add(label.asText()));
    return labels;
  }
}
