package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The questions a store answers, all from one snapshot. */
public interface StoreReader extends GraphReader {

  /** One memory, whatever its state. */
  Optional<Memory> memory(MemoryId id);

  /** Those of the memories that exist, whatever their state. */
  Map<MemoryId, Memory> memories(Collection<MemoryId> ids);

  /** One message. */
  Optional<Message> message(MessageId id);

  /**
   * The last messages of exactly this scope (an absent axis is absent there too), oldest first.
   *
   * @param limit at least 1
   */
  List<Message> lastMessages(Scope scope, int limit);

  /**
   * The active memory of exactly this scope that has that {@code Voice.fingerprint}, if any.
   *
   * @param verbatim whether a passage is looked for, or a fact
   * @param at what was superseded at that time or before does not count
   */
  Optional<MemoryId> memoryWithHash(Scope scope, String fingerprint, boolean verbatim, Instant at);

  /**
   * The passages that facts were made of; a memory that is no such fact is absent. See {@link
   * StoreWriter#cover}.
   */
  Map<MemoryId, Set<MemoryId>> passagesOf(Collection<MemoryId> facts);

  /** The facts that were made of a passage, none if it is not covered. */
  List<MemoryId> factsOf(MemoryId passage);

  /** The memories that pass the filter, newest observed first. */
  default Page<Memory> list(MemoryFilter filter, @Nullable Cursor after, int limit) {
    return list(filter, Sort.NEWEST, after, limit);
  }

  /**
   * The memories that pass the filter, in that order; without the covered passages.
   *
   * @param after where to go on; null for the start
   * @param limit at least 1
   */
  Page<Memory> list(MemoryFilter filter, Sort sort, @Nullable Cursor after, int limit);

  /** How many memories pass the filter, without the covered passages. */
  long count(MemoryFilter filter);

  /** The ids of the memories that pass the filter, in no order, without the covered passages. */
  List<MemoryId> ids(MemoryFilter filter);

  /**
   * The memories nearest to a vector among those that pass the filter, each in its context.
   *
   * @param query unit vector of the store's space
   * @param limit at least 1
   * @return best first, ties by id; {@code score} is the cosine, −1…1
   */
  List<ScoredId> nearest(float[] query, MemoryFilter filter, int limit);

  /** {@link #nearest} by what each memory's text says by itself, whatever its context. */
  List<ScoredId> alike(float[] vector, MemoryFilter filter, int limit);

  /** The vector of the last passage of a message by itself; empty if none is stored. */
  Optional<float[]> lastPassage(MessageId message);

  /**
   * The memories that hold at least one of the terms among those that pass the filter.
   *
   * @param terms words as a person writes them; none is read as an operator. In a large store a
   *     term that is in very many memories counts only in those that hold a rarer one too
   * @param limit at least 1
   * @return best first, ties by id; {@code score} is BM25, greater than 0 and higher for a better
   *     match
   */
  List<ScoredId> matching(List<String> terms, MemoryFilter filter, int limit);

  /**
   * The memories that hold the words of a name one after the other, among those that pass the
   * filter.
   *
   * @param beside other words, of which they hold one at least; none is read as an operator. Empty
   *     for all that hold the name
   * @param limit at least 1, for each name. Without words beside, a name that more memories hold is
   *     absent; with them the best matches are given, best first, ties by id
   * @return by name
   */
  Map<String, List<MemoryId>> naming(
      Collection<String> names, List<String> beside, MemoryFilter filter, int limit);

  /** What a ranking needs to know of memories; those that do not exist are absent. */
  Map<MemoryId, Sketch> sketches(Collection<MemoryId> ids);

  /** The message that each memory was made of; a memory that does not exist is absent. */
  Map<MemoryId, MessageId> sources(Collection<MemoryId> ids);

  /** The cosine of each memory with a vector; a memory without an embedding is absent. */
  Map<MemoryId, Double> cosines(float[] query, Collection<MemoryId> ids);

  /**
   * The BM25 score of each of the memories that {@link #matching} finds for the same terms and
   * filter, whatever its limit; the others are absent.
   */
  Map<MemoryId, Double> keywordScores(
      List<String> terms, MemoryFilter filter, Collection<MemoryId> ids);

  /** What happened to a memory, oldest first. */
  List<HistoryEvent> history(MemoryId id);

  /** Who read a memory, newest first. */
  List<AccessEvent> accesses(MemoryId id, int limit);

  /**
   * The values that one axis has among the active memories of a scope, most frequent first.
   *
   * @param prefix only values that start with it, case-insensitively; empty for all
   */
  List<String> scopeValues(Axis axis, Scope within, String prefix, int limit);

  /** What upkeep may put away, and what it did. */
  UpkeepReader upkeep();

  /** Facts that are still to be distilled, and what came of those that were. */
  JobReader jobs();

  /** How memories hang together. */
  KinReader kin();

  /** What a person who looks after the memory wants to see. */
  OverviewReader overview();

  /** The applications that are paused, by name, with since when. */
  Map<String, Instant> pausedApps();

  /** Counts over the memories of a scope, without the covered passages. */
  StoreCounts counts(Scope scope);

  /** Everything canonical. */
  ArchiveReader archive();
}
