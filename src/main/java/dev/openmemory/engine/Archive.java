package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import dev.openmemory.storage.MemoryStore;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The memory as a sequence of canonical rows: what an export tells and an import takes in. Safe
 * from any thread.
 */
public final class Archive {

  private final MemoryStore store;
  private final Embedder embedder;
  private final Adoption adoption;

  Archive(MemoryStore store, Embedder embedder, Adoption adoption) {
    this.store = store;
    this.adoption = adoption;
    this.embedder = embedder;
  }

  /** The space of the embeddings. */
  public EmbeddingSpace space() {
    return store.space();
  }

  /** How many memories of a scope there are, of whatever state. */
  public long memories(Scope scope) {
    return store.<Long>read(reader -> reader.archive().memories(scope));
  }

  /**
   * Visits everything of a scope as it is at this moment, whatever others write meanwhile; each row
   * after those that it refers to.
   *
   * @param vectors whether embeddings are told
   */
  public void each(Scope scope, boolean vectors, Consumer<? super Canonical> visit) {
    store.<Boolean>read(
        reader -> {
          reader.archive().each(scope, vectors, visit);
          return true;
        });
  }

  /** Which of the messages are stored. */
  public Set<MessageId> knownMessages(Collection<MessageId> ids) {
    return store.read(reader -> reader.archive().knownMessages(ids));
  }

  /**
   * Begins to take rows in. For one thread.
   *
   * @param dry whether nothing is to be written
   */
  public Intake intake(boolean dry) {
    return new Intake(store, embedder, adoption, dry);
  }
}
