package dev.openmemory.embedding;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MisconfiguredException;
import java.nio.file.Path;

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
    return DescriptorFile.read(
        file,
        "an embedding model",
        json -> {
          if (json.ofReranker()) {
            throw new IllegalArgumentException("it is a re-ranker");
          }
          return new ModelDescriptor(
              new EmbeddingSpace(json.text("id"), json.number("dimension")),
              json.choice("pooling", Pooling.values()),
              json.number("max_tokens"),
              json.textOrEmpty("query_prefix"),
              json.textOrEmpty("passage_prefix"),
              json.beside("model_file"),
              json.beside("tokenizer_file"),
              json.textOrEmpty("source"));
        });
  }
}
