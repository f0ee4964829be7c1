package dev.openmemory.mcp.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The client of a call, as somebody who can be asked: for a completion by its model, for input of
 * its user, for its folders.
 *
 * <p>In the session era a question travels to the client and its answer comes back while the call
 * waits. In the stateless era the call ends with the questions, and the client repeats it with the
 * answers: so whatever stands before a question must be free of effects, and the exception that
 * {@link #ask} ends the call with must pass through.
 */
public interface Peer {

  /** Whether the client can be asked for that. */
  boolean offers(Kind kind);

  /**
   * Asks, and gives the answers by the keys of the questions.
   *
   * @param questions by keys that are unique in the call and the same each time it is repeated
   * @return the client's result for each question
   */
  Map<String, ObjectNode> ask(Map<String, Question> questions);

  /** Whether an answer comes back while the call waits. */
  default boolean answersWithinTheCall() {
    return false;
  }

  /** Asks one question. */
  default ObjectNode ask(String key, Question question) {
    ObjectNode answer = ask(Map.of(key, question)).get(key);
    if (answer == null) {
      throw new IllegalStateException("ask answers every key");
    }
    return answer;
  }

  /**
   * What a client is asked.
   *
   * @param kind what for
   * @param params as the protocol has them for that method
   */
  record Question(Kind kind, ObjectNode params) {}

  /** What a client can be asked for. */
  enum Kind {
    SAMPLING("sampling/createMessage", "sampling"),
    ELICITATION("elicitation/create", "elicitation"),
    ROOTS("roots/list", "roots");

    private final String method;
    private final String capability;

    Kind(String method, String capability) {
      this.method = method;
      this.capability = capability;
    }

    /** The method on the wire. */
    public String method() {
      return method;
    }

    /** The capability that a client declares for it. */
    public String capability() {
      return capability;
    }
  }
}
