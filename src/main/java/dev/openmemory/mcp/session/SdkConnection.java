package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A connection of the session era kept by an SDK session. It never waits for {@code
 * notifications/initialized}, and a client that never sent {@code initialize} is served as one of
 * the newest revision. A second {@code initialize} starts over.
 */
final class SdkConnection implements SessionConnection {

  private static final String IMPLICIT = "openmemory/implicit";

  private final McpServerSession.Factory factory;
  private final Origin origin;
  private final Outbox outbox;
  private final OpenQuestions questions = new OpenQuestions();
  private volatile @Nullable McpServerSession session;

  SdkConnection(Catalogue catalogue, Origin origin, Outbox outbox) {
    this.factory = new SessionEra(catalogue).connections();
    this.origin = origin;
    this.outbox = outbox;
  }

  @Override
  public void request(Rpc.Request request, Cancellation cancellation) {
    if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
      ObjectNode params = request.params();
      RpcException problem = Initialize.problem(params);
      if (problem != null) {
        outbox.respond(Rpc.error(request.id(), problem));
      } else {
        open(request.id(), Initialize.completed(params));
      }
      return;
    }
    handle(
        current(),
        new McpSchema.JSONRPCRequest(request.method(), Rpc.key(request.id()), request.params()),
        cancellation);
  }

  @Override
  public void notification(Rpc.Notification notification) {
    McpServerSession open = session;
    if (open != null && !notification.method().equals("notifications/initialized")) {
      handle(
          open,
          new McpSchema.JSONRPCNotification(notification.method(), notification.params()),
          new Cancellation());
    }
  }

  @Override
  public void response(Rpc.Response response) {
    McpServerSession open = session;
    if (open != null) {
      handle(
          open,
          SdkJson.value(response.message(), McpSchema.JSONRPCResponse.class),
          new Cancellation());
    }
  }

  @Override
  public void noMoreAnswers() {
    questions.abandon();
  }

  @Override
  public void close() {
    McpServerSession open = session;
    if (open != null) {
      open.closeGracefully().onErrorComplete().block();
    }
  }

  private synchronized McpServerSession current() {
    McpServerSession open = session;
    return open != null
        ? open
        : open(
            JsonNodeFactory.instance.textNode(IMPLICIT),
            Initialize.completed(JsonNodeFactory.instance.objectNode()));
  }

  private synchronized McpServerSession open(JsonNode id, ObjectNode params) {
    close();
    McpServerSession opened = factory.create(new Line());
    handle(
        opened,
        new McpSchema.JSONRPCRequest(McpSchema.METHOD_INITIALIZE, Rpc.key(id), params),
        new Cancellation());
    handle(
        opened,
        new McpSchema.JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED),
        new Cancellation());
    session = opened;
    return opened;
  }

  private void handle(
      McpServerSession session, McpSchema.JSONRPCMessage message, Cancellation cancellation) {
    Map<String, Object> facts =
        Map.of(
            SessionEra.CANCELLATION,
            cancellation,
            SessionEra.ORIGIN,
            origin,
            SessionEra.QUESTIONS,
            questions);
    session
        .handle(message)
        .contextWrite(
            context -> context.put(McpTransportContext.KEY, McpTransportContext.create(facts)))
        .block();
  }

  /** The SDK's side of the connection. */
  private final class Line implements McpServerTransport {

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
      return Mono.fromRunnable(
          () -> {
            ObjectNode node = SdkJson.tree(message);
            if (message instanceof McpSchema.JSONRPCResponse response) {
              if (!IMPLICIT.equals(response.id())) {
                outbox.respond(node);
              }
            } else {
              outbox.send(node);
            }
          });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return SdkJson.mapper().convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
