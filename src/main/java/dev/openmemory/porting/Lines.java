package dev.openmemory.porting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, one at a time, none of them longer than is bearable. For one thread. */
final class Lines {

  /** A longer line is passed over. */
  static final int LONGEST = 64_000_000;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private long number;
  private boolean tooLong;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The next line that is not blank; null at the end. A line that is too long is empty. */
  byte @Nullable [] next() throws IOException {
    while (true) {
      byte[] line = read();
      if (line == null) {
        return null;
      }
      if (tooLong || !blank(line)) {
        return line;
      }
    }
  }

  /** The number of the line that was read last, counted from 1. */
  long number() {
    return number;
  }

  /** Whether the line that was read last was too long, and is not here. */
  boolean tooLong() {
    return tooLong;
  }

  private byte @Nullable [] read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    tooLong = false;
    boolean any = false;
    while (true) {
      if (position == filled) {
        filled = in.read(buffer);
        position = 0;
        if (filled <= 0) {
          filled = 0;
          break;
        }
      }
      any = true;
      int end = position;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + (end - position) > LONGEST) {
        tooLong = true;
        line.reset();
      } else if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      boolean ended = end < filled;
      position = ended ? end + 1 : end;
      if (ended) {
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    return withoutMark(line.toByteArray());
  }

  /** Some programs begin a file with a byte order mark. */
  private byte[] withoutMark(byte[] line) {
    boolean marked =
        number == 1
            && line.length >= 3
            && line[0] == (byte) 0xef
            && line[1] == (byte) 0xbb
            && line[2] == (byte) 0xbf;
    return marked ? Arrays.copyOfRange(line, 3, line.length) : line;
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
