package dev.openmemory.pipeline;

import dev.openmemory.distill.Draft;
import dev.openmemory.model.MemoryId;
import org.jspecify.annotations.Nullable;

/** What de-duplication says of a draft. */
public sealed interface Finding {

  /** The draft in question. */
  Draft draft();

  /** The memory that says what the draft says. */
  MemoryId memory();

  /**
   * Nothing in the same scope says this yet.
   *
   * @param draft the draft
   * @param memory the identity the memory will have
   * @param hash the draft's fingerprint
   * @param vector its embedding
   * @param inContext what a search compares it by; null for the embedding itself
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
  record Fresh(
      Draft draft, MemoryId memory, String hash, float[] vector, float @Nullable [] inContext)
      implements Finding {}

  /**
   * A memory of the same scope says it already.
   *
   * @param draft the draft
   * @param memory the memory, stored or fresh in the same submission
   */
  record Repeat(Draft draft, MemoryId memory) implements Finding {}
}
