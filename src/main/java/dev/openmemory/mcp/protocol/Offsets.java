package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Cursors of the lists: where a page starts, in a form that invites nobody to count. */
final class Offsets {

  private Offsets() {}

  static String write(int offset) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("from:" + offset).getBytes(StandardCharsets.US_ASCII));
  }

  /** Where to start: 0 without a cursor. */
  static int read(@Nullable JsonNode cursor, int size) {
    if (cursor == null || cursor.isNull()) {
      return 0;
    }
    try {
      String text =
          new String(Base64.getUrlDecoder().decode(cursor.asText("")), StandardCharsets.US_ASCII);
      if (cursor.isTextual() && text.startsWith("from:")) {
        int offset = Integer.parseInt(text.substring("from:".length()));
        if (offset >= 0 && offset <= size) {
          return offset;
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static RpcException invalid() {
    return new RpcException(
        ErrorCode.INVALID_PARAMS, "Invalid cursor; list again without one to start over");
  }
}
