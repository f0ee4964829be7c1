package dev.openmemory.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors with every number rounded to a byte, so that they fit in memory: as many bytes a memory
 * as a vector has numbers, and four. A number is off by half a step at most, a step being the 127th
 * part of the vector's largest number, and as the errors of many numbers cancel, a cosine is off by
 * 0.29 of a step in the root mean square. Not safe for a writer beside others.
 */
final class RoundedVectors {

  private static final int LARGEST = 127;

  /** So many vectors are one array, which is not copied when more come. */
  private static final int BLOCK = 1 << 8;

  private final int dimension;
  private final List<byte[]> numbers = new ArrayList<>();
  private final List<float[]> steps = new ArrayList<>();

  RoundedVectors(int dimension) {
    this.dimension = dimension;
  }

  /** How many numbers a vector has. */
  int dimension() {
    return dimension;
  }

  /** Puts a vector in the place of such a number, whatever was there. */
  void put(int slot, float[] vector) {
    while (numbers.size() <= slot / BLOCK) {
      numbers.add(new byte[BLOCK * dimension]);
      steps.add(new float[BLOCK]);
    }
    float step = largest(vector) / LARGEST;
    byte[] into = numbers.get(slot / BLOCK);
    int offset = slot % BLOCK * dimension;
    float perStep = step > 0 ? 1 / step : 0;
    for (int i = 0; i < dimension; i++) {
      // The nearest whole number: a cast cuts towards 0, so it is made positive before.
      into[offset + i] = (byte) ((int) (vector[i] * perStep + (LARGEST + 0.5f)) - LARGEST);
    }
    steps.get(slot / BLOCK)[slot % BLOCK] = step;
  }

  /**
   * Of some places those that may hold the nearest, as far as rounding lets one tell: all whose
   * cosine may be as large as one that the wanted number of places reaches for certain. A cosine is
   * taken to be off by a step at most. What has no vector here is always among them.
   *
   * @param query a unit vector
   * @param slots the places
   * @param wanted how many of the nearest are asked for
   * @param most how many are given at most, the likeliest
   * @return indexes of the array of places, ascending
   */
  int[] nearest(float[] query, int[] slots, int wanted, int most) {
    if (slots.length <= wanted) {
      return upTo(slots.length);
    }
    // As large as they can be without an overflow of the sum.
    float unit = Math.max(largest(query), Float.MIN_NORMAL) * LARGEST * dimension / (1 << 30);
    int[] factors = new int[dimension];
    for (int i = 0; i < dimension; i++) {
      factors[i] = Math.round(query[i] / unit);
    }
    float[] least = new float[slots.length];
    float[] greatest = new float[slots.length];
    for (int i = 0; i < slots.length; i++) {
      float step = step(slots[i]);
      if (step > 0) {
        float cosine = dot(factors, slots[i]) * unit * step;
        least[i] = cosine - step;
        greatest[i] = cosine + step;
      } else {
        least[i] = -Float.MAX_VALUE;
        greatest[i] = Float.MAX_VALUE;
      }
    }
    int[] near = atLeast(nth(least, wanted), greatest);
    return near.length <= most ? near : atLeast(nth(greatest, most), greatest);
  }

  private static int[] atLeast(float bound, float[] numbers) {
    int[] found = new int[numbers.length];
    int size = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= bound) {
        found[size++] = i;
      }
    }
    return Arrays.copyOf(found, size);
  }

  private float step(int slot) {
    return slot / BLOCK < steps.size() ? steps.get(slot / BLOCK)[slot % BLOCK] : 0;
  }

  private int dot(int[] factors, int slot) {
    byte[] bytes = numbers.get(slot / BLOCK);
    int at = slot % BLOCK * dimension;
    // Four sums, so that the processor need not wait for one addition before the next.
    int s0 = 0;
    int s1 = 0;
    int s2 = 0;
    int s3 = 0;
    int i = 0;
    for (; i + 3 < factors.length; i += 4) {
      s0 += factors[i] * bytes[at + i];
      s1 += factors[i + 1] * bytes[at + i + 1];
      s2 += factors[i + 2] * bytes[at + i + 2];
      s3 += factors[i + 3] * bytes[at + i + 3];
    }
    for (; i < factors.length; i++) {
      s0 += factors[i] * bytes[at + i];
    }
    return s0 + s1 + s2 + s3;
  }

  private static float largest(float[] vector) {
    float largest = 0;
    for (float number : vector) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  /** The n-th largest. */
  private static float nth(float[] numbers, int n) {
    float[] ascending = numbers.clone();
    Arrays.sort(ascending);
    return ascending[ascending.length - n];
  }

  private static int[] upTo(int size) {
    int[] all = new int[size];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
