package dev.openmemory.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.UnavailableException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 describes it, with what to do about it.
 *
 * @param status the HTTP status
 * @param detail what was wrong, for people
 * @param remedy the next step that would help; null when there is none
 */
public record Problem(int status, String detail, @Nullable String remedy) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** What the exceptions of this project mean in HTTP. */
  public static Problem of(MemoryException failure) {
    return new Problem(status(failure), failure.problem(), failure.remedy());
  }

  private static int status(MemoryException failure) {
    // A chain, as the language level has no pattern switch; the family is sealed.
    if (failure instanceof InvalidInputException) {
      return 400;
    } else if (failure instanceof NotFoundException) {
      return 404;
    } else if (failure instanceof UnavailableException) {
      return 503;
    } else if (failure instanceof MisconfiguredException
        || failure instanceof StorageFailureException) {
      return 500;
    }
    throw new IllegalStateException("a new kind of failure", failure);
  }

  /** The short name of the status, such as {@code Not Found}. */
  public String title() {
    return HttpStatus.getMessage(status);
  }

  /** The body. */
  public String toJson() {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", title())
            .put("status", status)
            .put("detail", detail);
    if (remedy != null) {
      body.put("remedy", remedy);
    }
    return Json.write(body);
  }
}
