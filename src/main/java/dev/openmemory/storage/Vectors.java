package dev.openmemory.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors and their sign bits as the file holds them, and how two are compared. */
final class Vectors {

  private Vectors() {}

  /** float32, little-endian. */
  static byte[] bytes(float[] vector) {
    ByteBuffer buffer =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  /** Reads a stored vector into an array of its length. */
  static void read(byte[] bytes, float[] into) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(into);
  }

  /** The dot product, which for two unit vectors is their cosine. */
  static double dot(float[] a, float[] b) {
    // Four sums, so that the processor need not wait for one addition before the next.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (double) s0 + s1 + s2 + s3;
  }

  /** How many longs the signature of a vector takes. */
  static int words(int dimension) {
    return (dimension + Long.SIZE - 1) / Long.SIZE;
  }

  /** One bit per number, set where it is greater than zero. */
  static long[] signature(float[] vector) {
    long[] bits = new long[words(vector.length)];
    for (int i = 0; i < vector.length; i++) {
      if (vector[i] > 0) {
        bits[i >> 6] |= 1L << i;
      }
    }
    return bits;
  }

  /** A signature as it is stored: little-endian, whole longs. */
  static byte[] bytes(long[] signature) {
    ByteBuffer buffer =
        ByteBuffer.allocate(signature.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(signature);
    return buffer.array();
  }

  /** Reads a stored signature into an array, from an offset on. */
  static void readSignature(byte[] bytes, long[] into, int offset) {
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(into, offset, bytes.length / Long.BYTES);
  }
}
