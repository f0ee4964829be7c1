package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Change;
import dev.openmemory.mcp.catalogue.ClientInfo;
import dev.openmemory.mcp.catalogue.LogLevel;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Failures;
import dev.openmemory.mcp.protocol.Methods;
import dev.openmemory.mcp.protocol.Notices;
import dev.openmemory.mcp.protocol.RpcException;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What one session answers: the shared methods, and those that only this era has. Keeps the
 * session's log level, its subscriptions and its running calls. Safe for any thread.
 */
final class SessionHandlers {

  private final Methods methods;
  private final Catalogue catalogue;
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
  private final Map<String, Cancellation> running = new ConcurrentHashMap<>();
  private volatile LogLevel leastLevel = LogLevel.INFO;
  private volatile @Nullable McpLoggableSession session;
  private Runnable stopListening = () -> {};

  SessionHandlers(Catalogue catalogue, Methods methods) {
    this.catalogue = catalogue;
    this.methods = methods;
  }

  /** Starts to pass on changes to the session. */
  void attach(McpLoggableSession opened) {
    session = opened;
    stopListening = catalogue.changes().listen(this::pass);
  }

  /** Stops everything that runs for the session. */
  void detach() {
    stopListening.run();
    running.values().forEach(Cancellation::cancel);
  }

  Map<String, McpRequestHandler<?>> requests() {
    Map<String, McpRequestHandler<?>> handlers = new LinkedHashMap<>();
    for (String method : Methods.names()) {
      McpRequestHandler<ObjectNode> handler = (exchange, params) -> call(method, exchange, params);
      handlers.put(method, handler);
    }
    handlers.put("ping", simple(params -> JsonNodeFactory.instance.objectNode()));
    handlers.put("logging/setLevel", simple(this::setLevel));
    handlers.put("resources/subscribe", simple(params -> subscription(params, true)));
    handlers.put("resources/unsubscribe", simple(params -> subscription(params, false)));
    return handlers;
  }

  Map<String, McpNotificationHandler> notifications() {
    Map<String, McpNotificationHandler> handlers = new LinkedHashMap<>();
    handlers.put("notifications/initialized", (exchange, params) -> Mono.empty());
    handlers.put("notifications/roots/list_changed", (exchange, params) -> Mono.empty());
    handlers.put("notifications/progress", (exchange, params) -> Mono.empty());
    handlers.put("notifications/cancelled", this::cancelled);
    return handlers;
  }

  private Mono<ObjectNode> call(
      String method, McpAsyncServerExchange exchange, @Nullable Object rawParams) {
    return Mono.defer(
        () -> {
          ObjectNode params = SdkJson.tree(rawParams);
          Facts facts = Facts.of(exchange.transportContext());
          String id = facts.requestId();
          Cancellation cancellation = facts.cancellation();
          if (id != null) {
            running.put(id, cancellation);
          }
          try {
            ObjectNode result =
                methods.invoke(method, params, context(exchange, params, facts, cancellation));
            return cancellation.isCancelled() ? Mono.empty() : Mono.just(result);
          } catch (RuntimeException e) {
            return cancellation.isCancelled()
                ? Mono.empty()
                : Mono.error(translated(Failures.rpc(method, e)));
          } finally {
            if (id != null) {
              running.remove(id, cancellation);
            }
          }
        });
  }

  private CallContext context(
      McpAsyncServerExchange exchange, ObjectNode params, Facts facts, Cancellation cancellation) {
    McpSchema.Implementation client = exchange.getClientInfo();
    return new CallContext(
        facts.origin(),
        client == null ? null : new ClientInfo(client.name(), client.version()),
        cancellation,
        Notices.progress(
            Notices.progressToken(params), cancellation, note -> progress(exchange, note)),
        Notices.log(() -> leastLevel, cancellation, note -> log(exchange, note)),
        new SdkPeer(exchange, cancellation, facts.questions()));
  }

  private static void progress(McpAsyncServerExchange exchange, ObjectNode note) {
    exchange
        .progressNotification(SdkJson.value(params(note), McpSchema.ProgressNotification.class))
        .onErrorComplete()
        .block();
  }

  private static void log(McpAsyncServerExchange exchange, ObjectNode note) {
    ObjectNode params = params(note);
    if (!params.path("data").isTextual()) {
      params.put("data", params.path("data").toString()); // the SDK knows only text here
    }
    exchange
        .loggingNotification(SdkJson.value(params, McpSchema.LoggingMessageNotification.class))
        .onErrorComplete()
        .block();
  }

  private static ObjectNode params(ObjectNode notification) {
    return notification.withObjectProperty("params");
  }

  private Mono<Void> cancelled(McpAsyncServerExchange exchange, @Nullable Object rawParams) {
    String id = SdkJson.tree(rawParams).path("requestId").asText("");
    Cancellation cancellation = running.get(id);
    if (cancellation != null) {
      cancellation.cancel();
    }
    return Mono.empty();
  }

  private ObjectNode setLevel(ObjectNode params) {
    LogLevel level =
        LogLevel.ofKey(params.path("level").asText(""))
            .orElseThrow(() -> new RpcException(ErrorCode.INVALID_PARAMS, "Unknown log level"));
    leastLevel = level;
    McpLoggableSession opened = session;
    if (opened != null) {
      opened.setMinLoggingLevel(McpSchema.LoggingLevel.valueOf(level.name()));
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode subscription(ObjectNode params, boolean wanted) {
    String uri = params.path("uri").textValue();
    if (uri == null) {
      throw new RpcException(ErrorCode.INVALID_PARAMS, "uri must be a string");
    }
    if (wanted) {
      subscribed.add(uri);
    } else {
      subscribed.remove(uri);
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private void pass(Change change) {
    McpLoggableSession opened = session;
    if (opened == null) {
      return;
    }
    if (change instanceof Change.ListChanged list) {
      send(opened, list.listing().method(), Map.of());
    } else if (change instanceof Change.ResourceUpdated updated
        && subscribed.contains(updated.uri())) {
      send(opened, "notifications/resources/updated", Map.of("uri", updated.uri()));
    }
  }

  /** A session without an open stream hears nothing; that is not an error. */
  private static void send(McpLoggableSession session, String method, Map<String, String> params) {
    session.sendNotification(method, params).onErrorComplete().block();
  }

  private static McpRequestHandler<ObjectNode> simple(Function<ObjectNode, ObjectNode> function) {
    return (exchange, params) ->
        Mono.defer(
            () -> {
              try {
                return Mono.just(function.apply(SdkJson.tree(params)));
              } catch (RpcException e) {
                return Mono.error(translated(e));
              }
            });
  }

  private static McpError translated(RpcException failure) {
    return new McpError(
        new McpSchema.JSONRPCResponse.JSONRPCError(
            failure.code().code(), failure.text(), failure.data()));
  }

  /**
   * What the transport knows of a request.
   *
   * @param requestId its id as text; null when the transport cancels calls itself
   * @param questions what the client has not answered yet
   */
  record Facts(
      Origin origin,
      @Nullable String requestId,
      Cancellation cancellation,
      OpenQuestions questions) {

    static Facts of(io.modelcontextprotocol.common.McpTransportContext context) {
      return new Facts(
          context.get(SessionEra.ORIGIN) instanceof Origin origin ? origin : Origin.ANY,
          context.get(SessionEra.REQUEST_ID) instanceof String id ? id : null,
          context.get(SessionEra.CANCELLATION) instanceof Cancellation given
              ? given
              : new Cancellation(),
          context.get(SessionEra.QUESTIONS) instanceof OpenQuestions open
              ? open
              : new OpenQuestions());
    }
  }
}
