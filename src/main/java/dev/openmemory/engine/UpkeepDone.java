package dev.openmemory.engine;

import java.util.List;

/**
 * What upkeep did.
 *
 * @param archived the items that were archived
 * @param skipped how many items had changed meanwhile and were left alone
 * @param accesses how many entries of the access log were put away
 * @param bytesBefore the size of the file before
 * @param bytesAfter the size of the file after
 */
public record UpkeepDone(
    List<UpkeepPlan.Item> archived, int skipped, long accesses, long bytesBefore, long bytesAfter) {

  public UpkeepDone {
    archived = List.copyOf(archived);
  }
}
