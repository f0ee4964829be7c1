package dev.openmemory.http;

import jakarta.servlet.http.HttpServlet;
import java.util.List;

/**
 * A servlet of another face and the paths it answers.
 *
 * @param paths servlet patterns, such as {@code /mcp/*} or {@code /sse}
 * @param servlet what answers; it may go asynchronous and reads bodies no further than the server's
 *     limit
 * @param beforeStop called when the server begins to stop, to end what would otherwise never end,
 *     such as listening streams
 */
public record Mount(List<String> paths, HttpServlet servlet, Runnable beforeStop) {

  public Mount {
    paths = List.copyOf(paths);
  }

  /** A servlet that has nothing to end. */
  public Mount(String path, HttpServlet servlet) {
    this(List.of(path), servlet, () -> {});
  }
}
