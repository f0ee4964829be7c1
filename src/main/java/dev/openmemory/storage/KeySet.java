package dev.openmemory.storage;

import java.util.BitSet;

/** A set of row keys. Keys are given out one after the other, so a bit each is little. */
final class KeySet {

  private final BitSet bits = new BitSet();
  private int size;

  void add(long key) {
    bits.set(Math.toIntExact(key));
    size++;
  }

  boolean has(long key) {
    return key <= Integer.MAX_VALUE && bits.get((int) key);
  }

  int size() {
    return size;
  }

  long[] toArray() {
    return bits.stream().asLongStream().toArray();
  }
}
