package dev.openmemory.mcp.http;

import java.time.Duration;

/**
 * The bounds of MCP over HTTP.
 *
 * @param maxBodyBytes the largest message that is read
 * @param maxSessions how many sessions may be open; the longest unused gives way
 * @param sessionPatience how long a session may be unused before it ends
 * @param maxStreams how many streams of events may be open
 * @param maxCalls how many calls may be under way
 * @param drain how long calls under way may take once the server is stopped
 */
public record McpHttpOptions(
    int maxBodyBytes,
    int maxSessions,
    Duration sessionPatience,
    int maxStreams,
    int maxCalls,
    Duration drain) {

  /** Bounds that a laptop does not notice. */
  public static final McpHttpOptions DEFAULT =
      new McpHttpOptions(
          8 * 1024 * 1024, 1_000, Duration.ofHours(24), 200, 64, Duration.ofSeconds(5));
}
