package dev.openmemory.http.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.http.Answer;

/** A refusal in the words of another API, to be answered as it stands. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String key;

  private RefusedException(int status, String key, String message) {
    super(message);
    this.status = status;
    this.key = key;
  }

  /** What is told under {@code error}. */
  public static RefusedException error(int status, String message) {
    return new RefusedException(status, "error", message);
  }

  /** What is told under {@code detail}. */
  public static RefusedException detail(int status, String message) {
    return new RefusedException(status, "detail", message);
  }

  /** Something of another service that there is not here. */
  public static RefusedException notOffered(String what) {
    return detail(
        501, what + " is not offered by this local server; see docs/mem0-compatibility.md.");
  }

  Answer answer() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return Answer.json(status, body.put(key, getMessage()));
  }
}
