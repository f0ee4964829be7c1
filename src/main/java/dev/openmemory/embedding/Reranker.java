package dev.openmemory.embedding;

import java.util.List;

/**
 * Judges how well a text answers a question by reading the two together, which is finer than
 * comparing the vectors of each, and far slower: right for the best few of many. The same two texts
 * give the same score on every call. Safe to call from any thread.
 */
public interface Reranker extends AutoCloseable {

  /** The model's id; known without loading the model. */
  String id();

  /**
   * How well each text answers a question, computed on as many threads as there are cores. A text
   * that is too long is read from its start.
   *
   * @return one per text in their order, 0…1
   * @throws dev.openmemory.model.MisconfiguredException if the model's files cannot be used
   */
  List<Double> scores(String question, List<String> texts);

  @Override
  void close();
}
