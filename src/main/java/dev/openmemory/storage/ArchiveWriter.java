package dev.openmemory.storage;

import dev.openmemory.model.Canonical;
import dev.openmemory.model.MemoryId;

/** Takes canonical rows in as they are, with their identities and times. */
public interface ArchiveWriter extends ArchiveReader {

  /** How many rows one transaction should take: a commit costs more than a row. */
  int AT_ONCE = 512;

  /**
   * Stores a row that is not there yet. A thing that the user knows already under that name and
   * kind is not stored twice; what names it is then tied to the known one.
   *
   * @param row a memory with its vectors
   * @param mark from {@link #mark} before the first row: only what was there then is known
   * @return whether it was stored; false if it, or one with its identity, is there
   * @throws dev.openmemory.model.NotFoundException if it refers to what is not there; nothing of it
   *     is stored then
   */
  boolean add(Canonical row, long mark);

  /** Lets a search compare a stored memory by another unit vector than that of its text. */
  void lean(MemoryId memory, float[] inContext);
}
