package dev.openmemory.storage;

/**
 * A query as signatures are compared with it: the signs of its vector, and how much each counts, by
 * how far from zero the number is. Of a memory only the signs are at hand, of the query all is
 * known, and what is known need not be thrown away: where the plain count of differing signs keeps
 * 89 to 100 % of the nearest ten among 500 of 25 000 memories, this keeps 99 to 100 %, of the same
 * signatures. The idea of an asymmetric distance is that of product quantization (Jégou, Douze and
 * Schmid, 2011), applied to signs as in RaBitQ (Gao and Long, 2024).
 */
final class QuerySigns {

  /** The weight of a sign is a number of three bits. */
  private static final int BITS = 3;

  private static final int MOST = (1 << BITS) - 1;

  /** A number so many times the root mean square from zero, or more, has the most weight. */
  private static final double FAR = 3;

  private static final long PAIRS = 0x5555_5555_5555_5555L;
  private static final long QUARTETS = 0x3333_3333_3333_3333L;
  private static final long BYTES = 0x0f0f_0f0f_0f0f_0f0fL;
  private static final long HALVES = 0x00ff_00ff_00ff_00ffL;
  private static final long SUM = 0x0001_0001_0001_0001L;

  private final long[] signs;

  /**
   * Of each long of signs three, with the lowest, the middle and the highest bit of the weights.
   */
  private final long[] weights;

  private QuerySigns(long[] signs, long[] weights) {
    this.signs = signs;
    this.weights = weights;
  }

  /** Of a vector. */
  static QuerySigns of(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += number * (double) number;
    }
    double far = FAR * Math.sqrt(square / vector.length);
    long[] weights = new long[BITS * Vectors.words(vector.length)];
    for (int i = 0; i < vector.length; i++) {
      long weight = far > 0 ? Math.round(Math.min(1, Math.abs(vector[i]) / far) * MOST) : 0;
      for (int bit = 0; bit < BITS; bit++) {
        weights[(i >> 6) * BITS + bit] |= ((weight >> bit) & 1) << i;
      }
    }
    return new QuerySigns(Vectors.signature(vector), weights);
  }

  /** The largest distance from any signature of so many dimensions. */
  static int largest(int dimension) {
    return MOST * dimension;
  }

  /** The signs alone. */
  long[] signs() {
    return signs;
  }

  /**
   * The sum of the weights of the signs that differ.
   *
   * <p>The bits of three words are counted side by side within one, since a compiler that does not
   * know {@link Long#bitCount}, as the quick one of HotSpot, takes twice as long by it.
   *
   * @param bits signatures
   * @param offset where one starts
   */
  int distance(long[] bits, int offset) {
    long sum = 0;
    for (int word = 0; word < signs.length; word++) {
      long differing = bits[offset + word] ^ signs[word];
      long ones = quartets(differing & weights[BITS * word]);
      long twos = quartets(differing & weights[BITS * word + 1]);
      long fours = bytes(quartets(differing & weights[BITS * word + 2]));
      // At most 4 + 8 to a quartet, so that both go through the next step as one.
      long all = bytes(ones + (twos << 1)) + (fours << 2);
      sum += (all & HALVES) + (all >>> 8 & HALVES);
    }
    return (int) ((sum * SUM) >>> 48);
  }

  /** How many bits are set in each group of four. */
  private static long quartets(long bits) {
    long pairs = bits - (bits >>> 1 & PAIRS);
    return (pairs & QUARTETS) + (pairs >>> 2 & QUARTETS);
  }

  /** The sum of both groups of four in each byte. */
  private static long bytes(long quartets) {
    return (quartets & BYTES) + (quartets >>> 4 & BYTES);
  }
}
