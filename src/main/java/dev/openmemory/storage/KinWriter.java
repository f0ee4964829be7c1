package dev.openmemory.storage;

import dev.openmemory.model.Feedback;

/** {@link KinReader} in a transaction that may also keep what is thought of memories. */
public interface KinWriter extends KinReader {

  /** Appends to what is thought of a memory, which keeps the last hundred. */
  void add(Feedback feedback);
}
