package dev.openmemory.embedding;

/** Cuts text into the token ids that a model was trained on. Safe to call from any thread. */
interface Tokenizer extends AutoCloseable {

  /**
   * The ids of a whole text, never truncated or padded, with the model's markers before and after
   * it.
   */
  long[] encode(String text);

  /** What stands between two texts that are read together. */
  Joint joint();

  /**
   * What stands between two texts that are read together.
   *
   * @param ids its markers
   * @param segment what the second text and its closing marker are marked with; the first has 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
  record Joint(long[] ids, long segment) {}

  @Override
  void close();
}
