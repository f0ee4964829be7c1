package dev.openmemory.storage;

import dev.openmemory.model.Canonical;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Everything canonical that a store holds, as rows that another store can take in. */
public interface ArchiveReader {

  /**
   * Visits the rows of a scope, each after those that it refers to. Of messages and entities, those
   * that a memory of the scope needs are among them.
   *
   * @param vectors whether embeddings are told
   */
  void each(Scope scope, boolean vectors, Consumer<? super Canonical> visit);

  /** How many memories of a scope there are, of whatever state. */
  long memories(Scope scope);

  /** A mark of what is in the store now, for {@link ArchiveWriter#add}. */
  long mark();

  /** Which of the memories are stored. */
  Set<MemoryId> known(Collection<MemoryId> ids);

  /** Which of the messages are stored. */
  Set<MessageId> knownMessages(Collection<MessageId> ids);

  /**
   * Of the memories, those that lack a vector that leans on what was said before them, and have
   * something before them to lean on.
   */
  List<Leaner> leaners(Collection<MemoryId> ids);

  /**
   * A memory whose vector in context is to be made.
   *
   * @param memory which one
   * @param text what it says
   * @param own its unit vector
   * @param before the unit vector of what was said before it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
  record Leaner(MemoryId memory, String text, float[] own, float[] before) {}
}
