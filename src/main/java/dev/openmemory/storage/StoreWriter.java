package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a transaction may change. It sees its own changes. */
public interface StoreWriter extends StoreReader, GraphWriter {

  /** Stores a message. */
  void add(Message message);

  /**
   * Stores a memory whose message is stored, and makes it searchable.
   *
   * @param embedding unit vector of the store's space
   */
  default void add(Memory memory, float[] embedding) {
    add(memory, embedding, null);
  }

  /**
   * {@link #add(Memory, float[])} of a memory that a search compares by another vector than that of
   * its text alone.
   *
   * @param inContext unit vector of the store's space; null for the embedding itself
   */
  void add(Memory memory, float[] embedding, float @Nullable [] inContext);

  /**
   * Replaces a stored memory of the same id: text, state, validity, expiry, metadata, update time.
   * A deleted memory leaves every index but keeps its embedding, so that it can come back. What its
   * old text said of entities and relations goes with a new text.
   *
   * @param embedding the vector of the new text; null if the text is unchanged
   */
  void update(Memory memory, float @Nullable [] embedding);

  /**
   * Notes that a fact says what a passage says. The passage is covered from then on: it is searched
   * and neither listed nor counted, and it follows its facts. It is found while all of them are, it
   * is superseded when all of them are, it expires with the first of them, it is no longer found
   * when one of them is reworded, and it is erased when one of them is.
   *
   * @param passage a verbatim memory
   */
  void cover(MemoryId passage, MemoryId fact);

  @Override
  JobQueue jobs();

  @Override
  UpkeepWriter upkeep();

  @Override
  KinWriter kin();

  @Override
  ArchiveWriter archive();

  /**
   * Pauses an application, or lets it go on.
   *
   * @param since when it was paused; null lets it go on
   */
  void pause(String app, @Nullable Instant since);

  /**
   * Counts one more sighting of a memory, in a stored message, at that time.
   *
   * @return false, with nothing changed, if the memory was made of that message or sighted in it
   *     before
   */
  boolean sighting(MemoryId memory, MessageId message, Instant at);

  @Override
  OverviewWriter overview();

  /** Appends to a memory's history. */
  void record(HistoryEvent event);

  /** How many entries of the access log each memory keeps. */
  int KEPT_ACCESSES = 100;

  /** Appends to the access log, of which each memory keeps the last {@link #KEPT_ACCESSES}. */
  void record(AccessEvent event);

  /**
   * Erases a memory for good: its text, history, embedding, and messages that no other memory has.
   * A fact takes the passages that it covers with it, and a covered passage its facts. No entity or
   * relation is left that nothing else says.
   */
  void erase(MemoryId memory);
}
