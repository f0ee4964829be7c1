package dev.openmemory.mcp.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. */
public final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** A failed tool call as a result that a model can act on; what is no failure passes through. */
  public static ToolResult toolResult(String tool, Throwable failure) {
    if (failure instanceof RpcException rpc) {
      throw rpc;
    }
    if (failure instanceof InputNeededException needed) {
      throw needed;
    }
    if (failure instanceof MemoryException memory) {
      return ToolResult.error(memory.advice());
    }
    unexpected("tool " + tool, failure);
    return ToolResult.error(
        "Something went wrong inside the memory server. Nothing of this call was kept; try it"
            + " again, and tell the user if it happens again.");
  }

  /** A failed read of a resource as a JSON-RPC error. */
  public static RpcException resource(String uri, Throwable failure) {
    if (failure instanceof NotFoundException || failure instanceof InvalidInputException) {
      return noSuchResource(uri);
    }
    return rpc("resource", failure);
  }

  /** That a resource does not exist. */
  public static RpcException noSuchResource(String uri) {
    return new RpcException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "Resource not found: " + uri,
        JsonNodeFactory.instance.objectNode().put("uri", uri));
  }

  /** Any failure as a JSON-RPC error; questions to the client pass through. */
  public static RpcException rpc(String what, Throwable failure) {
    if (failure instanceof InputNeededException needed) {
      throw needed;
    }
    if (failure instanceof RpcException rpc) {
      return rpc;
    }
    if (failure instanceof MemoryException memory) {
      boolean callersFault = failure instanceof InvalidInputException;
      return new RpcException(
          callersFault || failure instanceof NotFoundException
              ? ErrorCode.INVALID_PARAMS
              : ErrorCode.INTERNAL_ERROR,
          memory.advice());
    }
    unexpected(what, failure);
    return new RpcException(ErrorCode.INTERNAL_ERROR, "Something went wrong inside the server.");
  }

  private static void unexpected(String what, Throwable failure) {
    // The message may quote what a user said, so only debug shows it.
    StackTraceElement[] trace = failure.getStackTrace();
    LOG.error(
        "{} failed with {} at {}",
        what,
        failure.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0]);
    LOG.debug("in full", failure);
  }
}
