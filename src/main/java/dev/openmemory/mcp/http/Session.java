package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.session.SdkJson;
import dev.openmemory.mcp.session.SessionEra;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One client's session over Streamable HTTP, kept by the SDK. Safe for any thread. */
final class Session {

  private final McpStreamableServerSession sdk;
  private final Origin origin;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Instant lastUsed;
  private @Nullable EventStream listening;

  Session(McpStreamableServerSession sdk, Origin origin, Instant now) {
    this.sdk = sdk;
    this.origin = origin;
    this.lastUsed = now;
  }

  /** What the client names it by. */
  String id() {
    return sdk.getId();
  }

  /** What the address said on which it was opened. */
  Origin origin() {
    return origin;
  }

  /** When it was last used. */
  Instant lastUsed() {
    return lastUsed;
  }

  /** Notes that it is used. */
  void used(Instant now) {
    lastUsed = now;
  }

  /** Whether a call is under way or a stream is open. */
  synchronized boolean isBusy() {
    return underWay.get() > 0 || listening != null;
  }

  /** Answers a request; blocks until it is answered or cancelled. */
  void request(Rpc.Request request, PostExchange exchange) {
    underWay.incrementAndGet();
    try {
      McpTransportContext facts =
          McpTransportContext.create(
              Map.of(
                  SessionEra.ORIGIN,
                  origin,
                  SessionEra.REQUEST_ID,
                  request.id().asText(),
                  SessionEra.CANCELLATION,
                  exchange.cancellation()));
      sdk.responseStream(new ToExchange(exchange))
          .handle(
              new McpSchema.JSONRPCRequest(
                  request.method(), Rpc.key(request.id()), request.params()))
          .contextWrite(Context.of(McpTransportContext.KEY, facts))
          .block();
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Takes a notification. */
  void notification(Rpc.Notification notification) {
    sdk.accept(new McpSchema.JSONRPCNotification(notification.method(), notification.params()))
        .block();
  }

  /** Takes the answer to a question; false when nothing was asked under that id. */
  boolean response(Rpc.Response response) {
    return Boolean.TRUE.equals(
        sdk.accept(SdkJson.value(response.message(), McpSchema.JSONRPCResponse.class))
            .thenReturn(true)
            .onErrorReturn(false)
            .block());
  }

  /** Sends from now on over this stream what belongs to no request; an older one ends. */
  void listen(EventStream stream) {
    EventStream older;
    synchronized (this) {
      older = listening;
      listening = stream;
    }
    if (older != null) {
      older.end();
    }
    McpStreamableServerSession.McpStreamableServerSessionStream part =
        sdk.listeningStream(new ToStream(stream));
    stream.whenClosed(
        () -> {
          part.close();
          synchronized (this) {
            if (listening == stream) {
              listening = null;
            }
          }
        });
  }

  /** Ends its open stream; its calls go on. */
  void endStream() {
    EventStream open;
    synchronized (this) {
      open = listening;
    }
    if (open != null) {
      open.end();
    }
  }

  /** Ends it, with all that is under way. */
  void close() {
    endStream();
    sdk.closeGracefully().onErrorComplete().block();
  }

  /** The SDK's side of one POST. */
  private record ToExchange(PostExchange exchange) implements McpStreamableServerTransport {

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
      return Mono.fromRunnable(
          () -> {
            ObjectNode node = SdkJson.tree(message);
            if (message instanceof McpSchema.JSONRPCResponse) {
              exchange.respond(node, 200);
            } else {
              exchange.send(node);
            }
          });
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String messageId) {
      return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return SdkJson.mapper().convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.fromRunnable(exchange::end);
    }
  }

  /** The SDK's side of the stream for what belongs to no request. */
  private record ToStream(EventStream stream) implements McpStreamableServerTransport {

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
      return Mono.fromRunnable(() -> stream.send(SdkJson.tree(message)));
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String messageId) {
      return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return SdkJson.mapper().convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.fromRunnable(stream::end);
    }
  }
}
