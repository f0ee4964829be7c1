package dev.openmemory.porting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Archive;
import dev.openmemory.json.Json;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.Scope;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The memory as JSON Lines, complete: what is written can be imported into an empty database and
 * exported again unchanged. Nothing but the line at hand is kept in memory.
 */
public final class Export {

  private static final int BUFFER = 1 << 16;

  private Export() {}

  /**
   * Writes everything of a scope as it is at this moment.
   *
   * @param version of the product
   * @param vectors whether embeddings are written too
   * @param out flushed, and left open
   * @return how many memories were written
   * @throws IOException if the stream cannot be written
   */
  public static long write(
      Archive archive,
      Scope scope,
      boolean vectors,
      String version,
      OutputStream out,
      Progress progress)
      throws IOException {
    long total = archive.memories(scope);
    BufferedOutputStream lines = new BufferedOutputStream(out, BUFFER);
    long[] written = {0, 0};
    write(lines, new Header(version, archive.space(), vectors).line());
    try {
      archive.each(
          scope,
          vectors,
          row -> {
            try {
              write(lines, LineWriter.line(row));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            written[0]++;
            if (row instanceof Canonical.Held) {
              progress.report(++written[1], Math.max(total, written[1]));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    write(lines, LineWriter.typed(Header.END).put("lines", written[0]));
    lines.flush();
    return written[1];
  }

  private static void write(OutputStream lines, ObjectNode line) throws IOException {
    lines.write(Json.mapper().writeValueAsBytes(line));
    lines.write('\n');
  }
}
