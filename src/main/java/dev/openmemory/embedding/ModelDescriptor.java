package dev.openmemory.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What there is to know about an ONNX sentence-transformer; on disk a small JSON file named after
 * the model's id.
 *
 * @param space the model's id and how many numbers its vectors have
 * @param pooling how token vectors become one
 * @param maxTokens how many tokens it reads of one text, its markers included, at least 3
 * @param queryPrefix stands before every question
 * @param passagePrefix stands before every passage
 * @param modelFile the ONNX graph
 * @param tokenizerFile a Hugging Face {@code tokenizer.json}
 * @param source where the two files come from, for people
 */
public record ModelDescriptor(
    EmbeddingSpace space,
    Pooling pooling,
    int maxTokens,
    String queryPrefix,
    String passagePrefix,
    Path modelFile,
    Path tokenizerFile,
    String source) {

  public ModelDescriptor {
    if (maxTokens < 3) {
      throw new IllegalArgumentException("a model reads at least 3 tokens");
    }
  }

  /** The model's id. */
  public String id() {
    return space.model();
  }

  /**
   * Reads a descriptor. The files that it names are found beside it; whether they exist is not
   * looked at.
   *
   * @throws MisconfiguredException if it cannot be read, or lacks something
   */
  static ModelDescriptor read(Path file) {
    try {
      JsonNode json = Json.read(Files.readString(file));
      return new ModelDescriptor(
          new EmbeddingSpace(text(json, "id"), json.path("dimension").asInt()),
          pooling(text(json, "pooling")),
          json.path("max_tokens").asInt(),
          json.path("query_prefix").asText(""),
          json.path("passage_prefix").asText(""),
          file.resolveSibling(text(json, "model_file")),
          file.resolveSibling(text(json, "tokenizer_file")),
          json.path("source").asText(""));
    } catch (IOException | IllegalArgumentException e) {
      throw new MisconfiguredException(
          "The description of an embedding model cannot be used: " + file + ": " + reason(e),
          "Correct it; the descriptions that come with openmemory show what one holds.",
          e);
    }
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new IllegalArgumentException("\"" + field + "\" is missing");
    }
    return value.asText();
  }

  private static Pooling pooling(String name) {
    return Arrays.stream(Pooling.values())
        .filter(pooling -> pooling.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"pooling\" is cls or mean, not " + name));
  }

  private static String reason(Exception e) {
    return e instanceof InvalidPathException path
        ? path.getReason()
        : String.valueOf(e.getMessage());
  }
}
