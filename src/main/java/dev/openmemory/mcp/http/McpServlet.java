package dev.openmemory.mcp.http;

import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import dev.openmemory.mcp.stateless.StatelessDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MCP over HTTP as a servlet, to be mounted with asynchronous support at {@link #MOUNTS}. Safe for
 * any thread. {@link #drain} before the server stops, else its streams hold the server up.
 */
public final class McpServlet extends HttpServlet {

  /** The servlet patterns that it answers. */
  public static final List<String> MOUNTS = List.of("/mcp/*", "/sse");

  /** The paths that it answers, as documentation has them. */
  public static final List<String> PATHS = Address.PATHS;

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(McpServlet.class);

  private final transient McpHttpOptions options;
  private final transient Upkeep upkeep = new Upkeep();
  private final transient Places calls;
  private final transient StatelessDispatcher dispatcher;
  private final transient StatelessEndpoint stateless;
  private final transient SessionEndpoint sessions;
  private final transient SseEndpoint events;
  private volatile boolean stopping;

  /** A face that offers a catalogue. */
  public McpServlet(Catalogue catalogue, McpHttpOptions options) {
    this(catalogue, options, Clock.systemUTC());
  }

  McpServlet(Catalogue catalogue, McpHttpOptions options, Clock clock) {
    this.options = options;
    this.calls = new Places(options.maxCalls(), "calls");
    Places streams = new Places(options.maxStreams(), "streams");
    this.dispatcher = new StatelessDispatcher(catalogue);
    this.stateless = new StatelessEndpoint(dispatcher, upkeep, streams);
    this.sessions = new SessionEndpoint(catalogue, options, clock, upkeep, streams);
    this.events = new SseEndpoint(catalogue, upkeep, streams, calls);
  }

  /** Takes no more requests, lets calls under way end, then ends every open stream. */
  public void drain() {
    stopping = true;
    upkeep.drain(options.drain());
    dispatcher.close();
    sessions.drain();
    events.drain();
  }

  /** How many sessions are open. */
  public int sessions() {
    return sessions.size();
  }

  @Override
  public void destroy() {
    sessions.close();
    upkeep.close();
  }

  // The face's edge: whatever is thrown becomes an answer here, once.
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      if (stopping) {
        throw new Refusal(503, "The server is stopping");
      }
      route(request, response);
    } catch (Refusal e) {
      Outbound.refuse(response, e);
    } catch (RuntimeException e) {
      LOG.error("An MCP request over HTTP failed with {}", e.getClass().getName());
      LOG.debug("in full", e);
      Outbound.refuse(
          response,
          new Refusal(
              500,
              new RpcException(ErrorCode.INTERNAL_ERROR, "Something went wrong in the server")));
    }
  }

  private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    Address address =
        Address.of(path)
            .orElseThrow(() -> new Refusal(404, "There is nothing here; MCP is spoken at /mcp"));
    switch (address.kind()) {
      case STREAMABLE -> streamable(address.origin(), request, response);
      case EVENTS -> {
        allowOnly("GET", request);
        events.get(address.origin(), request, response);
      }
      case MESSAGES -> {
        allowOnly("POST", request);
        events.post(Inbound.message(request, options.maxBodyBytes()), request, response);
      }
    }
  }

  private void streamable(Origin origin, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String version = request.getHeader(StandardHeaders.VERSION);
    boolean onlyPost = version != null && version.strip().equals(StatelessDispatcher.VERSION);
    switch (request.getMethod()) {
      case "POST" -> post(origin, onlyPost, request, response);
      case "GET" -> {
        allowUnless(onlyPost);
        sessions.get(origin, request, response);
      }
      case "DELETE" -> {
        allowUnless(onlyPost);
        sessions.delete(origin, request, response);
      }
      case "OPTIONS" ->
          options(onlyPost ? "POST, OPTIONS" : "GET, POST, DELETE, OPTIONS", response);
      default -> throw Refusal.notAllowed(onlyPost ? "POST" : "GET, POST, DELETE");
    }
  }

  private void post(
      Origin origin,
      boolean saysStateless,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Inbound.acceptsBoth(request);
    Rpc.Incoming message = Inbound.message(request, options.maxBodyBytes());
    if (!isStateless(message, saysStateless)) {
      withPlace(message, () -> sessions.post(message, origin, request, response));
    } else if (message instanceof Rpc.Request call) {
      withPlace(message, () -> stateless.request(call, origin, request, response));
    } else if (message instanceof Rpc.Notification) {
      Outbound.accepted(response);
    } else {
      throw new Refusal(400, "In this revision a server asks nothing, so nothing can be answered");
    }
  }

  /** The message decides; where it says nothing the header does, but for what opens a session. */
  private static boolean isStateless(Rpc.Incoming message, boolean saysStateless) {
    if (message instanceof Rpc.Request call) {
      return StatelessDispatcher.owns(call.message())
          || (saysStateless && !call.method().equals("initialize"));
    }
    return saysStateless;
  }

  /** Requests have a bounded number of places; what answers or cancels them never waits. */
  private void withPlace(Rpc.Incoming message, Work work) throws IOException {
    if (!(message instanceof Rpc.Request)) {
      work.run();
      return;
    }
    calls.take();
    try {
      work.run();
    } finally {
      calls.give();
    }
  }

  private static void options(String allow, HttpServletResponse response) {
    response.setStatus(204);
    response.setHeader("Allow", allow);
  }

  private static void allowOnly(String method, HttpServletRequest request) {
    if (!request.getMethod().equals(method)) {
      throw Refusal.notAllowed(method);
    }
  }

  private static void allowUnless(boolean onlyPost) {
    if (onlyPost) {
      throw Refusal.notAllowed("POST");
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
