package dev.openmemory.embedding;

/** Cuts text into the token ids that a model was trained on. Safe to call from any thread. */
interface Tokenizer extends AutoCloseable {

  /**
   * The ids of a whole text, never truncated or padded, with the model's markers before and after
   * it.
   */
  long[] encode(String text);

  @Override
  void close();
}
