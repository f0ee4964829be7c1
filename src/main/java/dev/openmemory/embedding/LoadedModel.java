package dev.openmemory.embedding;

/** A model in memory. Safe to call from any thread until it is closed. */
interface LoadedModel extends AutoCloseable {

  @Override
  void close();
}
