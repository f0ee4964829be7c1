package dev.openmemory.porting;

import dev.openmemory.model.InvalidInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with a refusal when it swells beyond measure. For one thread. */
final class Bounded extends FilterInputStream {

  /** More than any export has, in bytes. */
  private static final long MOST = 64L << 30;

  private long read;

  Bounded(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) {
    read += bytes;
    if (read > MOST) {
      throw new InvalidInputException(
          "the compressed file holds more than " + (MOST >> 30) + " GiB", "Split what it holds.");
    }
  }
}
