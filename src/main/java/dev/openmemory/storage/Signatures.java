package dev.openmemory.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The signatures of many memories with what a filter asks of them, in plain arrays: about 90 bytes
 * a memory at 384 dimensions. Not safe for a writer beside others; any number may search at once.
 */
final class Signatures {

  /** The state of a memory that no filter passes. */
  static final int ERASED = 31;

  private static final int BLOCK = 1 << 13;

  /** A stretch of memories. Blocks are not copied when more come, unlike one large array. */
  private static final class Block {
    final long[] keys = new long[BLOCK];
    final long[] bits;
    final int[] users = new int[BLOCK];
    final int[] agents = new int[BLOCK];
    final int[] runs = new int[BLOCK];
    final int[] apps = new int[BLOCK];
    final byte[] states = new byte[BLOCK];
    long[] expiries = {};

    Block(int words) {
      bits = new long[BLOCK * words];
    }
  }

  private final int words;
  private final List<Block> blocks = new ArrayList<>();
  private int size;

  /** Where a key is: its slot plus one, 0 where nothing is; open addressing. */
  private int[] slots = new int[64];

  Signatures(int dimension) {
    this.words = Vectors.words(dimension);
  }

  /** How many memories there are, the erased included. */
  int size() {
    return size;
  }

  boolean contains(long key) {
    return slots[position(key)] != 0;
  }

  /** The place of a memory, below {@link #size}; -1 where there is none. */
  int slot(long key) {
    return slots[position(key)] - 1;
  }

  /**
   * Adds or replaces one memory.
   *
   * @param expires microseconds, {@code Long.MAX_VALUE} for never
   * @param bits its signature; empty leaves what was there
   */
  void put(long key, int state, ScopeKeys scope, long expires, byte[] bits) {
    int position = position(key);
    int slot = slots[position] - 1;
    if (slot < 0) {
      slot = size++;
      slots[position] = slot + 1;
      if (slot % BLOCK == 0) {
        blocks.add(new Block(words));
      }
      block(slot).keys[slot % BLOCK] = key;
      if (size > slots.length / 2) {
        rehash();
      }
    }
    Block block = block(slot);
    int i = slot % BLOCK;
    block.states[i] = (byte) state;
    block.users[i] = Math.toIntExact(scope.user());
    block.agents[i] = Math.toIntExact(scope.agent());
    block.runs[i] = Math.toIntExact(scope.run());
    block.apps[i] = Math.toIntExact(scope.app());
    if (block.expiries.length == 0 && expires != Long.MAX_VALUE) {
      block.expiries = new long[BLOCK];
      Arrays.fill(block.expiries, Long.MAX_VALUE);
    }
    if (block.expiries.length > 0) {
      block.expiries[i] = expires;
    }
    if (bits.length > 0) {
      Vectors.readSignature(bits, block.bits, i * words);
    }
  }

  /**
   * Offers every memory that passes the filter.
   *
   * @param except memories that are left out, as they are known better elsewhere
   */
  void search(QuerySigns query, KeyFilter filter, Signatures except, NearestSigns nearest) {
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      int end = Math.min(BLOCK, size - b * BLOCK);
      for (int i = 0; i < end; i++) {
        if (passes(block, i, filter)
            && filter.admits(block.keys[i])
            && (except.size == 0 || !except.contains(block.keys[i]))) {
          nearest.offer(block.keys[i], query.distance(block.bits, i * words));
        }
      }
    }
  }

  private static boolean passes(Block block, int i, KeyFilter filter) {
    ScopeKeys scope = filter.scope();
    return (1 << block.states[i] & filter.states()) != 0
        && (scope.user() == 0 || block.users[i] == scope.user())
        && (scope.run() == 0 || block.runs[i] == scope.run())
        && (scope.app() == 0 || block.apps[i] == scope.app())
        && (scope.agent() == 0 || block.agents[i] == scope.agent())
        && (block.expiries.length == 0 || block.expiries[i] > filter.at());
  }

  private Block block(int slot) {
    return blocks.get(slot / BLOCK);
  }

  private int position(long key) {
    int mask = slots.length - 1;
    int i = Long.hashCode(key * 0x9E3779B97F4A7C15L) & mask;
    while (slots[i] != 0 && block(slots[i] - 1).keys[(slots[i] - 1) % BLOCK] != key) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int slot = 0; slot < size; slot++) {
      slots[position(block(slot).keys[slot % BLOCK])] = slot + 1;
    }
  }
}
