package dev.openmemory.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that is read as it comes, and ends with a refusal when it is too large. For one thread.
 */
final class BodyStream extends FilterInputStream {

  private final long most;
  private long read;

  /**
   * @param most how many bytes it may have
   */
  BodyStream(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  /** How many bytes it may have. */
  long most() {
    return most;
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

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The body belongs to the connection, which outlives whoever reads it. */
  @Override
  public void close() {}

  private void count(long bytes) {
    read += bytes;
    if (read > most) {
      throw new Call.TooLarge(most);
    }
  }
}
