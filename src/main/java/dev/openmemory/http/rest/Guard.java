package dev.openmemory.http.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Problem;
import dev.openmemory.http.Routes;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.StorageFailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns failures into answers as the clients read them: the status decides what they make of it,
 * {@code detail} says what was wrong and what to do.
 */
public final class Guard {

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private Guard() {}

  /** The same route, whose failures are answered in their format. */
  public static Routes.Answerer around(Routes.Answerer route) {
    return around(route, 400);
  }

  /**
   * The same route, whose failures are answered in their format.
   *
   * @param invalid the status of a call that cannot be meant, such as 422
   */
  public static Routes.Answerer around(Routes.Answerer route, int invalid) {
    return call -> {
      try {
        return route.answer(call);
      } catch (RefusedException e) {
        return e.answer();
      } catch (MemoryException e) {
        return failed(e, invalid);
      }
    };
  }

  private static Answer failed(MemoryException failure, int invalid) {
    Problem problem = Problem.of(failure);
    if (failure instanceof StorageFailureException) {
      LOG.warn("A call failed", failure);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("detail", failure.advice());
    Answer answer =
        Answer.json(failure instanceof InvalidInputException ? invalid : problem.status(), body);
    return problem.status() == 503 ? answer.with("Retry-After", "1") : answer;
  }
}
