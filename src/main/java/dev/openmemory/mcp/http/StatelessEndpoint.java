package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import dev.openmemory.mcp.stateless.Answer;
import dev.openmemory.mcp.stateless.Outbox;
import dev.openmemory.mcp.stateless.StatelessDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Requests of the stateless era. Safe for any thread. */
final class StatelessEndpoint {

  private static final String LISTEN = "subscriptions/listen";

  private final StatelessDispatcher dispatcher;
  private final Upkeep upkeep;
  private final Places streams;

  StatelessEndpoint(StatelessDispatcher dispatcher, Upkeep upkeep, Places streams) {
    this.dispatcher = dispatcher;
    this.upkeep = upkeep;
    this.streams = streams;
  }

  /** Answers a request. */
  void request(
      Rpc.Request message, Origin origin, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      StandardHeaders.check(
          request,
          StatelessDispatcher.version(message.message()),
          message.method(),
          message.params());
    } catch (RpcException e) {
      throw new Refusal(e, message.id());
    }
    if (message.method().equals(LISTEN)) {
      listen(message, origin, request, response);
    } else {
      call(message, origin, response);
    }
  }

  private void call(Rpc.Request message, Origin origin, HttpServletResponse response) {
    PostExchange exchange = new PostExchange(response);
    Runnable stop = upkeep.every(PostExchange.MOMENT, PostExchange.MOMENT, exchange::beat);
    try {
      Answer answer = dispatcher.handle(message, origin, exchange.cancellation(), exchange);
      if (answer instanceof Answer.Response found) {
        exchange.respond(found.message(), found.httpStatus());
      } else {
        exchange.end();
      }
    } finally {
      stop.run();
    }
  }

  private void listen(
      Rpc.Request message, Origin origin, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    streams.take();
    EventStream stream = new EventStream(upkeep);
    Cancellation cancellation = new Cancellation();
    stream.whenClosed(
        () -> {
          streams.give();
          cancellation.cancel();
        });
    Answer answer = dispatcher.handle(message, origin, cancellation, new ToStream(stream));
    if (answer instanceof Answer.Response found) {
      stream.discard();
      Outbound.json(response, found.httpStatus(), found.message());
    } else {
      stream.open(request, response);
    }
  }

  private record ToStream(EventStream stream) implements Outbox {

    @Override
    public void send(ObjectNode notification) {
      stream.send(notification);
    }

    @Override
    public void finish(ObjectNode response) {
      stream.send(response);
      stream.end();
    }
  }
}
