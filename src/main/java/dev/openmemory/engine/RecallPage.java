package dev.openmemory.engine;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.State;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a ranking a request asks for. All pages of one ranking are cut from the same
 * candidates, so that each memory is on one of them as long as nothing is written in between.
 *
 * @param start how many hits come before it
 * @param end how many hits there are up to its end, and one more if there may be a page after it
 */
record RecallPage(int start, int end) {

  /** How many hits pages go through; a longer single page is its own only one. */
  static final int DEPTH = 200;

  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + 2 * Integer.BYTES;

  static RecallPage of(RecallRequest request) {
    Cursor after = request.after();
    int start = after == null ? 0 : read(after, request);
    int most = Math.max(DEPTH, request.limit());
    return new RecallPage(start, Math.min(most, start + request.limit() + 1));
  }

  /** Where to go on after so many hits of this page; null beyond what pages go through. */
  @Nullable Cursor next(int hits, RecallRequest request) {
    int next = start + hits;
    if (next >= DEPTH || request.limit() > DEPTH) {
      return null;
    }
    byte[] bytes =
        ByteBuffer.allocate(LENGTH).put(VERSION).putInt(mark(request)).putInt(next).array();
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private static int read(Cursor cursor, RecallRequest request) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor.token());
    } catch (IllegalArgumentException e) {
      throw Cursor.invalid();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length != LENGTH || buffer.get() != VERSION || buffer.getInt() != mark(request)) {
      throw Cursor.invalid();
    }
    int start = buffer.getInt();
    if (start < 1 || start >= DEPTH || request.limit() > DEPTH) {
      throw Cursor.invalid();
    }
    return start;
  }

  /** Tells the rankings of different questions apart, in every process alike. */
  private static int mark(RecallRequest request) {
    Selection selection = request.selection();
    return Objects.hash(
        request.query(),
        request.scope().toString(),
        selection.where().toString(),
        selection.states().stream().map(State::key).sorted().toList(),
        String.valueOf(selection.asOf()),
        selection.latestOnly(),
        String.valueOf(request.threshold()));
  }
}
