package dev.openmemory.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call knows of its caller, and how it can talk to it before the result is there.
 *
 * @param origin what the address says of the caller
 * @param client what the caller says of itself; null when it says nothing
 * @param cancellation whether the result is still wanted
 * @param progress where progress goes; goes nowhere when the client did not ask for it
 * @param log where messages to the client's log go; goes nowhere when it did not ask for them
 * @param peer the client as somebody to ask
 */
public record CallContext(
    Origin origin,
    @Nullable ClientInfo client,
    Cancellation cancellation,
    Progress progress,
    Log log,
    Peer peer) {

  /** The client's name: what its address says, else what it says itself. */
  public Optional<String> clientName() {
    if (origin.client() != null) {
      return Optional.of(origin.client());
    }
    return Optional.ofNullable(client).map(ClientInfo::name).filter(name -> !name.isBlank());
  }

  /** The only user whose memories the call may see, if its address fixes one. */
  public Optional<String> fixedUser() {
    return Optional.ofNullable(origin.user());
  }

  /** Where progress goes. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Tells how far the work is.
     *
     * @param done greater each time
     * @param total what {@code done} will be at the end; null when unknown
     * @param message what is being done
     */
    void report(double done, @Nullable Double total, @Nullable String message);
  }

  /** Where messages to the client's log go. */
  @FunctionalInterface
  public interface Log {

    /**
     * Writes to the client's log.
     *
     * @param logger who writes; null when that does not matter
     * @param data a text or any JSON
     */
    void write(LogLevel level, @Nullable String logger, JsonNode data);
  }
}
