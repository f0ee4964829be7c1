package dev.openmemory.distill.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an endpoint gave no answer. Never leaves the package; its message holds nothing that was sent
 * or received, because both may hold what was said, and errors of providers repeat keys.
 */
final class EndpointFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  enum Kind {
    /** The same may work a little later. */
    BUSY,
    /** Nothing will work for now. */
    DOWN,
    /** This question was refused; another may be answered. */
    REFUSED
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  EndpointFailure(Kind kind, String problem, @Nullable Duration retryAfter) {
    super(problem);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  static EndpointFailure down(String problem) {
    return new EndpointFailure(Kind.DOWN, problem, null);
  }

  /** What an HTTP status means. */
  static EndpointFailure ofStatus(int status, @Nullable Duration retryAfter) {
    String code = " (HTTP " + status + ")";
    return switch (status) {
      case 401, 403 -> down("it refuses the key" + code);
      case 404 -> down("it does not know the address or the model" + code);
      case 402 -> down("it wants to be paid" + code);
      case 429 -> new EndpointFailure(Kind.BUSY, "too many requests" + code, retryAfter);
      case 408, 500, 502, 503, 504, 529 ->
          new EndpointFailure(Kind.BUSY, "it is in trouble" + code, retryAfter);
      case 400, 413, 422 ->
          new EndpointFailure(Kind.REFUSED, "it refuses the question" + code, null);
      default -> down("it answers with an error" + code);
    };
  }

  Kind kind() {
    return kind;
  }

  /** How long the endpoint asks to be left alone; null where it does not say. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The problem, without who has it. */
  String problem() {
    String message = getMessage();
    return message == null ? "it failed" : message;
  }
}
