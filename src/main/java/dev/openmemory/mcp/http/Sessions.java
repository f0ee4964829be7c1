package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.session.Initialize;
import dev.openmemory.mcp.session.SdkJson;
import dev.openmemory.mcp.session.SessionEra;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that are open. Clients rarely say goodbye, so a session that nobody uses ends by
 * itself, and of too many the longest unused gives way. Safe for any thread.
 */
final class Sessions {

  /** The header that names a session. */
  static final String HEADER = "Mcp-Session-Id";

  private final SessionEra era;
  private final Clock clock;
  private final int most;
  private final Duration patience;
  private final Map<String, Session> open = new ConcurrentHashMap<>();

  /**
   * @param most how many may be open
   * @param patience how long one may be unused
   */
  Sessions(Catalogue catalogue, Clock clock, int most, Duration patience) {
    this.era = new SessionEra(catalogue);
    this.clock = clock;
    this.most = most;
    this.patience = patience;
  }

  /**
   * A session, and what the client is told as it opens.
   *
   * @param result the result of {@code initialize}
   */
  record Opened(Session session, ObjectNode result) {}

  /**
   * Opens a session.
   *
   * @param params of {@code initialize}, found valid
   */
  Opened open(ObjectNode params, Origin origin) {
    makeRoom();
    McpStreamableServerSession.McpStreamableServerSessionInit init =
        era.streamable()
            .startSession(
                SdkJson.value(Initialize.completed(params), McpSchema.InitializeRequest.class));
    Session session = new Session(init.session(), origin, clock.instant());
    open.put(session.id(), session);
    return new Opened(session, SdkJson.tree(init.initResult().block()));
  }

  /** The session with that id, if it was opened on the same address. */
  Optional<Session> find(String id, Origin origin) {
    Session session = open.get(id);
    if (session == null || !session.origin().equals(origin)) {
      return Optional.empty();
    }
    session.used(clock.instant());
    return Optional.of(session);
  }

  /** Ends a session. */
  void close(Session session) {
    open.remove(session.id());
    session.close();
  }

  /** Ends the sessions that nobody has used for long. */
  void sweep() {
    Instant limit = clock.instant().minus(patience);
    open.values().stream()
        .filter(session -> session.lastUsed().isBefore(limit) && !session.isBusy())
        .toList()
        .forEach(this::close);
  }

  /** Ends the open streams of all; what is under way goes on. */
  void endStreams() {
    open.values().forEach(Session::endStream);
  }

  /** Ends all. */
  void closeAll() {
    List.copyOf(open.values()).forEach(this::close);
  }

  /** How many are open. */
  int size() {
    return open.size();
  }

  private void makeRoom() {
    if (open.size() < most) {
      return;
    }
    sweep();
    if (open.size() >= most) {
      Session idlest =
          open.values().stream()
              .filter(session -> !session.isBusy())
              .min(Comparator.comparing(Session::lastUsed))
              .orElseThrow(() -> new Refusal(503, "Too many sessions at once; try again later"));
      close(idlest);
    }
  }
}
