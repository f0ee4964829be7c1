package dev.openmemory.storage;

/**
 * The changes that a vector index has not taken in yet, as one transaction sees them: those after
 * the last one the index knows, its own included.
 */
final class Pending {

  private final SignatureRows rows;
  private final Signatures signatures;
  private long upTo;

  /**
   * @param after the last change that the index knows
   */
  Pending(Sql sql, int dimension, long after) {
    this.rows = new SignatureRows(sql);
    this.signatures = new Signatures(dimension);
    this.upTo = after;
  }

  /** The signatures of what has changed until now. */
  Signatures now() {
    if (rows.lastChange() > upTo) {
      upTo = rows.load(signatures, upTo);
    }
    return signatures;
  }
}
