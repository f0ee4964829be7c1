package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Activity;
import dev.openmemory.model.AppUse;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.GraphSlice;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Pulse;
import dev.openmemory.model.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person who looks after a memory wants to see, all from one snapshot. */
public interface OverviewReader {

  /** How far the store has changed. Cheap enough to be asked several times a second. */
  Pulse pulse();

  /**
   * The entries of the history after one, oldest first, of whatever memory.
   *
   * @param after the {@link Pulse#history} of an earlier pulse
   * @param limit at least 1
   */
  List<HistoryEvent> changesAfter(long after, int limit);

  /** The memories whose place one memory took, newest first. */
  List<Memory> predecessors(MemoryId id);

  /** Every client that has handed in or read a memory or is paused, by name. */
  List<AppUse> apps();

  /** The memories that a client handed in and that are not deleted, the last first. */
  List<Memory> writtenBy(String client, int limit);

  /** What a client read, the last first; looks no further back than the log's newest entries. */
  List<AccessEvent> readBy(String client, int limit);

  /** How much the memory was used on each day from one on, in order. */
  List<Activity> activity(LocalDate from);

  /**
   * How many memories were observed in each stretch of time, in order, without the empty ones.
   *
   * @param from the beginning of the first; null for that of the oldest memory
   * @param to the end of the last, exclusive; null for that of the newest memory
   * @param length of each stretch
   */
  List<Span> spans(
      MemoryFilter filter, @Nullable Instant from, @Nullable Instant to, Duration length);

  /** The first and the last time at which a memory was observed; empty if there is none. */
  List<Instant> extent(MemoryFilter filter);

  /**
   * The best connected part of the graph.
   *
   * @param filter which memories may say something
   * @param predicates only these; empty for all
   * @param limit how many nodes, at least 1
   */
  GraphSlice graph(MemoryFilter filter, Set<String> predicates, int limit);

  /**
   * One node with its neighbours, the best connected first.
   *
   * @param skip how many neighbours were seen before
   * @param limit how many neighbours, at least 1
   */
  GraphSlice around(EntityId center, MemoryFilter filter, int skip, int limit);
}
