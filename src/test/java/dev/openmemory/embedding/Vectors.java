package dev.openmemory.embedding;

/** Arithmetic on vectors, for tests. */
final class Vectors {

  private Vectors() {}

  /** The dot product; of unit vectors the cosine. */
  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
