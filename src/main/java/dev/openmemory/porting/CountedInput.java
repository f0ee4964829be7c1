package dev.openmemory.porting;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells how much of it has been read. For one thread. */
final class CountedInput extends FilterInputStream {

  private final Progress progress;
  private final long total;
  private long read;

  /**
   * @param total how long it is; 0 where that is not known
   */
  CountedInput(InputStream in, long total, Progress progress) {
    super(in);
    this.total = total;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    told(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    told(Math.max(0, count));
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void told(int count) {
    if (count > 0) {
      read += count;
      progress.report(read, total);
    }
  }
}
