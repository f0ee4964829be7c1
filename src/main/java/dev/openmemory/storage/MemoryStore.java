package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where memories live. Safe to call from any thread; several processes may have the same store
 * open. Readers never wait for writers, writers queue.
 */
public interface MemoryStore extends AutoCloseable {

  /** Reads from one consistent snapshot. The reader must not be used after the work returns. */
  <T extends @Nullable Object> T read(Function<? super StoreReader, ? extends T> work);

  /**
   * Runs one transaction. When this returns, what was written is on disk; when it throws, nothing
   * of it is kept. The writer must not be used after the work returns, and the work does nothing
   * slow.
   */
  <T extends @Nullable Object> T write(Function<? super StoreWriter, ? extends T> work);

  /** The space of the stored embeddings. */
  EmbeddingSpace space();

  /** What this store is and runs on. Cheap. */
  StoreInfo info();

  /** Looks for damage and for derived tables that are out of step. Reads everything. */
  StoreCheck check();

  /** Builds every derived table again from the canonical ones. */
  void reindex();

  /** Makes the file smaller and searches in it faster; nothing that is stored changes. */
  Compaction compact();

  @Override
  void close();
}
