package dev.openmemory.storage;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Sighting;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How memories were used, which of them upkeep may put away, and what it did. */
public interface UpkeepReader {

  /**
   * The active memories that have expired by that time and are not pinned, without the covered
   * passages.
   */
  List<MemoryId> expired(Instant at);

  /**
   * The active memories superseded before a time that are not pinned, without the covered passages.
   */
  List<MemoryId> superseded(Instant before);

  /** How memories were used, and how much they matter; those that do not exist are absent. */
  Map<MemoryId, Usage> usage(Collection<MemoryId> ids);

  /** The times that a memory was said again, oldest first. */
  List<Sighting> sightings(MemoryId id);

  /** The unit vector of what a memory says by itself; empty if it has none. */
  Optional<float[]> vector(MemoryId id);

  /** How many entries of the access log are older than a time. */
  long oldAccesses(Instant before);

  /** The last run, unless it was undone. */
  Optional<Run> last();

  /** The memories of a run as they were before it. */
  List<Before> before(Run run);

  /** A run that was applied at a time. */
  record Run(long key, Instant at) {}

  /** What a memory was before a run. */
  record Before(MemoryId memory, State state, Instant updatedAt) {}
}
