package dev.openmemory.embedding;

import dev.openmemory.model.EmbeddingSpace;
import java.util.List;

/**
 * Turns text into vectors of one {@link EmbeddingSpace}, each of unit length. The same text gives
 * the same vector on every call, whatever else is embedded beside it. Safe to call from any thread.
 */
public interface Embedder extends AutoCloseable {

  /** The space its vectors live in; known without loading the model. */
  EmbeddingSpace space();

  /**
   * The vector of a question, with the model's query prefix.
   *
   * @return unit vector, length {@code space().dimension()}
   */
  float[] query(String text);

  /**
   * The vectors of passages, in their order, computed on as many threads as there are cores.
   *
   * @return one per text
   */
  List<Embedding> passages(List<String> texts);

  /** {@link #passages} of one. */
  default Embedding passage(String text) {
    return passages(List.of(text)).get(0);
  }

  /** How many tokens the model sees in a text, its own markers included. */
  int countTokens(String text);

  /** The most tokens it reads of one text; the rest would be cut. */
  int maxTokens();

  @Override
  void close();
}
