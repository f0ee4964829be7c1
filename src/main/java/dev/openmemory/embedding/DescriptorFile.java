package dev.openmemory.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The description of a model on disk: a small JSON file named after the model's id.
 *
 * @param file where it is
 * @param json what it holds
 */
record DescriptorFile(Path file, JsonNode json) {

  private static final String RERANKER = "reranker";

  /**
   * Reads a description and makes a value of it.
   *
   * @param what what it describes, for people
   * @throws MisconfiguredException if it cannot be read, or lacks something
   */
  static <T> T read(Path file, String what, Function<DescriptorFile, T> reading) {
    try {
      return reading.apply(new DescriptorFile(file, Json.read(Files.readString(file))));
    } catch (IOException | IllegalArgumentException e) {
      throw new MisconfiguredException(
          "The description of " + what + " cannot be used: " + file + ": " + reason(e),
          "Correct it; the descriptions that come with openmemory show what one holds.",
          e);
    }
  }

  /** Whether a file describes a re-ranker; false of one that cannot be read. */
  static boolean ofReranker(Path file) {
    try {
      return new DescriptorFile(file, Json.read(Files.readString(file))).ofReranker();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it describes a re-ranker; an embedding model need not say that it is one. */
  boolean ofReranker() {
    return json.path("kind").asText().equals(RERANKER);
  }

  /** A text that must be there. */
  String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new IllegalArgumentException("\"" + field + "\" is missing");
    }
    return value.asText();
  }

  /** A text that need not be there. */
  String textOrEmpty(String field) {
    return json.path(field).asText("");
  }

  /** A number, 0 if it is not there. */
  int number(String field) {
    return json.path(field).asInt();
  }

  /** The place of a file that is named relative to the description. */
  Path beside(String field) {
    return file.resolveSibling(text(field));
  }

  /** One of a few words that must be there. */
  <E extends Enum<E>> E choice(String field, E[] values) {
    String word = text(field);
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + field
            + "\" is "
            + Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "))
            + ", not "
            + word);
  }

  private static String reason(Exception e) {
    return e instanceof InvalidPathException path
        ? path.getReason()
        : String.valueOf(e.getMessage());
  }
}
