package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Failures;
import dev.openmemory.mcp.protocol.InputNeededException;
import dev.openmemory.mcp.protocol.Methods;
import dev.openmemory.mcp.protocol.Notices;
import dev.openmemory.mcp.protocol.Rendering;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests of revision 2026-07-28 over a catalogue, whatever carries them. Safe for any
 * thread; a call blocks the thread it is handled on.
 */
public final class StatelessDispatcher implements AutoCloseable {

  /** The revision spoken here. */
  public static final String VERSION = "2026-07-28";

  private static final String DISCOVER = "server/discover";
  private static final String LISTEN = "subscriptions/listen";
  private static final Set<String> MAY_ASK = Set.of("tools/call", "resources/read", "prompts/get");
  private static final Set<String> CACHEABLE =
      Set.of(
          "tools/list",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "prompts/list");

  private final Catalogue catalogue;
  private final Methods methods;
  private final RequestState states;
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

  /** A dispatcher over a catalogue. */
  public StatelessDispatcher(Catalogue catalogue) {
    this(catalogue, Clock.systemUTC());
  }

  StatelessDispatcher(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.methods = new Methods(catalogue);
    this.states = new RequestState(new SecureRandom(), clock);
  }

  /**
   * Whether a message belongs to this era: it says its version itself, or has a method of this era
   * alone.
   */
  public static boolean owns(JsonNode message) {
    String method = message.path("method").asText();
    return message.path("params").path("_meta").has(Meta.VERSION)
        || method.equals(DISCOVER)
        || method.equals(LISTEN);
  }

  /** The version that a message says it has; null when it says none. */
  public static @Nullable String version(JsonNode message) {
    return message.path("params").path("_meta").path(Meta.VERSION).textValue();
  }

  /** Whether a request is answered at once and needs no worker thread. */
  public static boolean isImmediate(Rpc.Request request) {
    return request.method().equals(DISCOVER);
  }

  /**
   * Answers a request. Once it is cancelled nothing more is sent for it.
   *
   * @param origin what the address says of the caller
   * @param cancellation cancelled when the client no longer waits
   * @param outbox where what belongs to the request goes before its response
   */
  public Answer handle(
      Rpc.Request request, Origin origin, Cancellation cancellation, Outbox outbox) {
    Answer answer;
    try {
      answer = answer(request, origin, cancellation, outbox);
    } catch (RuntimeException e) {
      answer = failed(request, Failures.rpc(request.method(), e));
    }
    return cancellation.isCancelled() ? new Answer.Nothing() : answer;
  }

  /** Ends every open stream with its response. */
  @Override
  public void close() {
    Set<Subscription> all = Set.copyOf(open);
    open.removeAll(all);
    all.forEach(subscription -> subscription.close(Rendering.server(catalogue.server())));
  }

  private Answer answer(
      Rpc.Request request, Origin origin, Cancellation cancellation, Outbox outbox) {
    Meta meta = Meta.of(request.params());
    String method = request.method();
    if (method.equals(LISTEN)) {
      return listen(request, cancellation, outbox);
    }
    if (method.equals(DISCOVER)) {
      return complete(request, discovery());
    }
    if (!Methods.names().contains(method)) {
      throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "Method not found: " + method);
    }
    String call = "";
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    if (MAY_ASK.contains(method)) {
      call = RequestState.call(method, request.params(), origin.user());
      answers = states.read(call, request.params().get("requestState"));
      if (request.params().get("inputResponses") instanceof ObjectNode given) {
        answers.setAll(given);
      }
    }
    CallContext context =
        new CallContext(
            origin,
            meta.client(),
            cancellation,
            Notices.progress(meta.progressToken(), cancellation, outbox::send),
            Notices.log(meta::logLevel, cancellation, outbox::send),
            new RepeatingPeer(meta.capabilities(), answers));
    try {
      return complete(request, methods.invoke(method, request.params(), context));
    } catch (InputNeededException e) {
      return inputRequired(request, e, states.write(call, answers));
    }
  }

  private Answer listen(Rpc.Request request, Cancellation cancellation, Outbox outbox) {
    Subscription subscription = new Subscription(request, catalogue, outbox);
    open.add(subscription);
    cancellation.onCancel(
        () -> {
          open.remove(subscription);
          subscription.drop();
        });
    if (!cancellation.isCancelled()) {
      subscription.open(catalogue);
    }
    return new Answer.Open();
  }

  private ObjectNode discovery() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putArray("supportedVersions").add(VERSION);
    result.set("capabilities", methods.capabilities());
    result.put("instructions", catalogue.instructions());
    return cacheable(result);
  }

  /** Nothing is kept by the client: memories are one user's and change with every call. */
  private static ObjectNode cacheable(ObjectNode result) {
    return result.put("ttlMs", 0).put("cacheScope", "private");
  }

  private Answer complete(Rpc.Request request, ObjectNode body) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
    result.setAll(body);
    if (CACHEABLE.contains(request.method())) {
      cacheable(result);
    }
    return response(request, result);
  }

  private Answer inputRequired(Rpc.Request request, InputNeededException needed, String state) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
    ObjectNode requests = result.putObject("inputRequests");
    needed
        .questions()
        .forEach(
            (key, question) ->
                requests
                    .putObject(key)
                    .put("method", question.kind().method())
                    .set("params", question.params()));
    result.put("requestState", state);
    return response(request, result);
  }

  private Answer response(Rpc.Request request, ObjectNode result) {
    result.putObject("_meta").set(Meta.SERVER, Rendering.server(catalogue.server()));
    return new Answer.Response(Rpc.result(request.id(), result), 200);
  }

  private static Answer failed(Rpc.Request request, RpcException failure) {
    RpcException told =
        failure.code() == ErrorCode.RESOURCE_NOT_FOUND
            ? new RpcException(ErrorCode.INVALID_PARAMS, failure.text(), failure.data())
            : failure;
    return new Answer.Response(Rpc.error(request.id(), told), told.code().httpStatus());
  }
}
