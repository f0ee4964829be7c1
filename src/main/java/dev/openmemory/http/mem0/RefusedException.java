package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.http.Answer;

/** A refusal in Mem0's format, to be answered as it stands. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String key;

  private RefusedException(int status, String key, String message) {
    super(message);
    this.status = status;
    this.key = key;
  }

  /** What Mem0 tells under {@code error}. */
  static RefusedException error(int status, String message) {
    return new RefusedException(status, "error", message);
  }

  /** What Mem0 tells under {@code detail}. */
  static RefusedException detail(int status, String message) {
    return new RefusedException(status, "detail", message);
  }

  /** Something of Mem0's hosted service that there is not here. */
  static RefusedException notOffered(String what) {
    return detail(
        501, what + " is not offered by this local server; see docs/mem0-compatibility.md.");
  }

  Answer answer() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return Answer.json(status, body.put(key, getMessage()));
  }
}
