package dev.openmemory.storage;

import dev.openmemory.model.Activity;

/** What is written down for the person who looks after a memory, within one transaction. */
public interface OverviewWriter extends OverviewReader {

  /** Counts more use of the memory. */
  void count(Activity more);
}
