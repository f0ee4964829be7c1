package dev.openmemory.mcp.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 lines of bounded length. For one thread. */
final class LineReader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int end;

  /**
   * A reader.
   *
   * @param limit the longest line that is read, in bytes
   */
  LineReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** What was read. */
  sealed interface Line {

    /** A line without its end and outer white space; may be empty. */
    record Text(String text) implements Line {}

    /** A line that is too long; it was skipped. */
    record TooLong() implements Line {}

    /** A line that is not UTF-8. */
    record Garbled() implements Line {}

    /** There is no more. */
    record End() implements Line {}
  }

  /** The next line. A last line without a line end counts. */
  Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean any = false;
    while (true) {
      if (position == end) {
        end = Math.max(in.read(buffer), 0);
        position = 0;
        if (end == 0) {
          return any ? finished(line, tooLong) : new Line.End();
        }
      }
      any = true;
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      int length = position - start;
      tooLong |= line.size() + length > limit;
      if (!tooLong) {
        line.write(buffer, start, length);
      } else {
        line.reset();
      }
      if (position < end) {
        position++;
        return finished(line, tooLong);
      }
    }
  }

  private static Line finished(ByteArrayOutputStream line, boolean tooLong) {
    if (tooLong) {
      return new Line.TooLong();
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
      int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
      return new Line.Text(text.substring(start).strip());
    } catch (CharacterCodingException e) {
      return new Line.Garbled();
    }
  }
}
