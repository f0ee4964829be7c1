package dev.openmemory.eval;

import java.util.List;

/**
 * How well a memory keeps apart what is still true from what is not.
 *
 * @param messages how many messages were remembered
 * @param facts how many facts were made of them
 * @param updates how many pairs the set says are updates
 * @param updatesFound of those, how many ended the earlier statement
 * @param contradictions how many pairs the set says contradict each other
 * @param contradictionsFlagged of those, how many are kept as a pair
 * @param replaced how many facts ended
 * @param falselyReplaced of those, how many by a replacement that no pair names
 * @param flagged how many pairs were kept as contradictions in all
 * @param replacements every replacement
 * @param conflicts every contradiction
 */
public record UpdatesReport(
    int messages,
    long facts,
    int updates,
    int updatesFound,
    int contradictions,
    int contradictionsFlagged,
    int replaced,
    int falselyReplaced,
    int flagged,
    List<Link> replacements,
    List<Link> conflicts) {

  public UpdatesReport {
    replacements = List.copyOf(replacements);
    conflicts = List.copyOf(conflicts);
  }

  /** The share of all facts that ended though no pair says so, 0…1. */
  public double falseShare() {
    return facts == 0 ? 0 : (double) falselyReplaced / facts;
  }

  /**
   * Two facts that the memory brought together.
   *
   * @param first the earlier, or the one of two
   * @param firstMessage the label of the message that says it
   * @param second the later, or the other
   * @param secondMessage the label of the message that says it
   * @param named whether a pair of the set names them
   */
  public record Link(
      String first, String firstMessage, String second, String secondMessage, boolean named) {}
}
