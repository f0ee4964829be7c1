package dev.openmemory.storage;

import java.util.Arrays;

/**
 * Keeps, of the memories offered, those whose signatures are nearest, and all of them as long as
 * they are few. A histogram of the distances says where to cut; no sort is needed.
 */
final class NearestSigns {

  /** What passes a filter is kept whole up to this many, so that the search is exact. */
  static final int FEW = 2_000;

  private final int wanted;
  private final int[] histogram;
  private final long[] keys;
  private final int[] distances;
  private int size;
  private int bound = Integer.MAX_VALUE;
  private long offered;

  /**
   * @param wanted how many are kept when many are offered
   * @param dimension of the vectors
   */
  NearestSigns(int wanted, int dimension) {
    this.wanted = wanted;
    this.histogram = new int[QuerySigns.largest(dimension) + 1];
    int capacity = Math.max(FEW, 2 * wanted) + 48;
    this.keys = new long[capacity];
    this.distances = new int[capacity];
  }

  void offer(long key, int distance) {
    offered++;
    if (distance >= bound) {
      return;
    }
    keys[size] = key;
    distances[size] = distance;
    histogram[distance]++;
    if (++size == keys.length) {
      cut();
    }
  }

  /** The memories kept. */
  long[] keys() {
    if (offered > FEW) {
      cut();
    }
    return Arrays.copyOf(keys, size);
  }

  /** Drops what lies beyond the distance that holds the wanted number; of its ties, the later. */
  private void cut() {
    int last = 0;
    int within = histogram[0];
    while (within < wanted && last < histogram.length - 1) {
      within += histogram[++last];
    }
    int ties = wanted - (within - histogram[last]);
    int atLast = 0;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean tie = distances[i] == last && atLast < ties;
      if (distances[i] < last || tie) {
        atLast += tie ? 1 : 0;
        keys[kept] = keys[i];
        distances[kept++] = distances[i];
      }
    }
    size = kept;
    Arrays.fill(histogram, last, histogram.length, 0);
    histogram[last] = atLast;
    if (kept >= wanted) {
      bound = last;
    }
  }
}
