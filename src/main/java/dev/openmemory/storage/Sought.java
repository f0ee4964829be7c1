package dev.openmemory.storage;

/** A vector whose nearest memories are sought, as an index needs it. */
final class Sought {

  private final float[] vector;
  private final boolean own;
  private final QuerySigns signs;

  /**
   * Of a vector.
   *
   * @param vector of unit length
   * @param own whether each memory counts by what it says by itself, not in its context
   */
  Sought(float[] vector, boolean own) {
    this.vector = vector;
    this.own = own;
    this.signs = QuerySigns.of(vector);
  }

  float[] vector() {
    return vector;
  }

  QuerySigns signs() {
    return signs;
  }

  /** Whether each memory counts by what it says by itself, not in its context. */
  boolean own() {
    return own;
  }
}
