package dev.openmemory.embedding;

import dev.openmemory.model.MisconfiguredException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What there is to know about a re-ranker; on disk a small JSON file named after the model's id.
 *
 * @param id the model's id
 * @param scoring how what it gives becomes a score
 * @param maxTokens how many tokens it reads of the two texts together, its markers included, at
 *     least 8
 * @param modelFile the ONNX graph
 * @param tokenizerFile a Hugging Face {@code tokenizer.json}
 * @param source where the two files come from, for people
 */
public record RerankerDescriptor(
    String id, Scoring scoring, int maxTokens, Path modelFile, Path tokenizerFile, String source) {

  public RerankerDescriptor {
    if (maxTokens < 8) {
      throw new IllegalArgumentException("\"max_tokens\" is at least 8");
    }
  }

  /** Whether both its files are there. */
  boolean installed() {
    return Files.isReadable(modelFile) && Files.isReadable(tokenizerFile);
  }

  /**
   * Reads a descriptor. The files that it names are found beside it; whether they exist is not
   * looked at.
   *
   * @throws MisconfiguredException if it cannot be read, or lacks something
   */
  static RerankerDescriptor read(Path file) {
    return DescriptorFile.read(
        file,
        "a re-ranker",
        json -> {
          if (!json.ofReranker()) {
            throw new IllegalArgumentException("\"kind\" is not reranker");
          }
          return new RerankerDescriptor(
              json.text("id"),
              json.choice("score", Scoring.values()),
              json.number("max_tokens"),
              json.beside("model_file"),
              json.beside("tokenizer_file"),
              json.textOrEmpty("source"));
        });
  }
}
