package dev.openmemory.pipeline;

import dev.openmemory.storage.StoreWriter;

/**
 * What else is written in the transaction that ends a submission. If it throws, nothing is kept.
 */
@FunctionalInterface
public interface Closing {

  /** Nothing else. */
  Closing NOTHING = (writer, committed) -> {};

  /** Writes it; the committed memories stand already. */
  void write(StoreWriter writer, Committed committed);
}
