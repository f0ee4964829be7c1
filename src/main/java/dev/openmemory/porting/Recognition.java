package dev.openmemory.porting;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openmemory.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Knows by its first bytes how a stream is to be read. */
enum Recognition {
  /** What {@link Export} wrote. */
  OWN,
  /** An item a line. */
  ITEMS_BY_LINE,
  /** One JSON document. */
  DOCUMENT,
  GZIP,
  ZIP,
  /** Nothing that can be imported. */
  NOTHING;

  /** How much of a stream is looked at, in bytes. */
  static final int LOOKAHEAD = 1 << 16;

  private static final Pattern OWN_LINE =
      Pattern.compile("\\{\\s*\"type\"\\s*:\\s*\"" + Header.TYPE + "\"[^\\n]*\"format\"");

  /** What a stream is; it is then where it was. */
  static Recognition of(BufferedInputStream in) throws IOException {
    in.mark(LOOKAHEAD);
    byte[] head = in.readNBytes(LOOKAHEAD);
    in.reset();
    if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      return ZIP;
    }
    if (head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      return GZIP;
    }
    String start = new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
    if (OWN_LINE.matcher(start).lookingAt()) {
      return OWN;
    }
    if (start.startsWith("[")) {
      return DOCUMENT;
    }
    return start.startsWith("{") ? lineOrDocument(start) : NOTHING;
  }

  private static Recognition lineOrDocument(String start) {
    int end = start.indexOf('\n');
    try {
      String line = end < 0 ? start : start.substring(0, end);
      return Items.isItem(Json.read(line)) ? ITEMS_BY_LINE : DOCUMENT;
    } catch (JsonProcessingException e) {
      return DOCUMENT; // the first line is not the whole value
    }
  }
}
