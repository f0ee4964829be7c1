package dev.openmemory.storage;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import java.time.Instant;

/** What upkeep does, each step noted so that the run can be undone. */
public interface UpkeepWriter extends UpkeepReader {

  /** Begins a run; what earlier runs did can no longer be undone. */
  Run begin(Instant at);

  /** Notes a memory as it is before it is put away. */
  void note(Run run, Memory before);

  /** Counts a message as another sighting of a memory; false if it was one already. */
  boolean sighting(Run run, MemoryId kept, MessageId message, Instant at);

  /** Makes what a fact was made of a passage of another fact that says the same. */
  void cover(Run run, MemoryId passage, MemoryId archived, MemoryId kept);

  /** Puts entries of the access log away that are older than a time; says how many. */
  long putAwayAccesses(Run run, Instant before);

  /** Takes back every sighting, coverage and log entry of a run, and marks it as undone. */
  void takeBack(Run run, Instant at);
}
