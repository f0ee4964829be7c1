package dev.openmemory.mcp.stdio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Failures;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import dev.openmemory.mcp.session.SessionConnection;
import dev.openmemory.mcp.session.SessionConnections;
import dev.openmemory.mcp.stateless.Answer;
import dev.openmemory.mcp.stateless.Outbox;
import dev.openmemory.mcp.stateless.StatelessDispatcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one client over a pair of streams until its end of input. The era is decided for each
 * request by what it says of itself, so one connection may carry both. Discovery and initialisation
 * are answered at once, on the reading thread; everything else on worker threads.
 */
public final class StdioServer {

  /** The longest message that is read, in bytes. */
  public static final int MAX_MESSAGE = 8 * 1024 * 1024;

  /**
   * How long calls in flight at the end of input may go without any of them ending. A call that
   * really runs, on a loaded machine or with a slow language model, takes less; who started this
   * process and does not want to wait ends it.
   */
  public static final Duration GRACE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);

  private final Catalogue catalogue;
  private final LineReader reader;
  private final MessageWriter writer;
  private final Workers workers;
  private final RunningCalls calls = new RunningCalls();
  private final StatelessDispatcher stateless;
  private @Nullable SessionConnection session; // only the reading thread opens it

  private StdioServer(
      Catalogue catalogue, InputStream in, OutputStream out, int maxMessage, Duration grace) {
    this.catalogue = catalogue;
    this.reader = new LineReader(in, maxMessage);
    this.writer = new MessageWriter(out);
    this.workers = new Workers(grace);
    this.stateless = new StatelessDispatcher(catalogue);
  }

  /** Serves until the end of input; what was in flight then is answered before this returns. */
  public static void serve(Catalogue catalogue, InputStream in, OutputStream out) {
    serve(catalogue, in, out, MAX_MESSAGE, GRACE);
  }

  static void serve(
      Catalogue catalogue, InputStream in, OutputStream out, int maxMessage, Duration grace) {
    new StdioServer(catalogue, in, out, maxMessage, grace).run();
  }

  private void run() {
    try {
      while (!writer.isBroken() && next()) {
        // each line is one message
      }
    } catch (IOException e) {
      LOG.info("The client's input ended with an error: {}", e.getMessage());
    }
    if (session != null) {
      session.noMoreAnswers();
    }
    workers.finish(writer::isBroken);
    calls.cancelAll();
    if (session != null) {
      session.close();
    }
  }

  private boolean next() throws IOException {
    LineReader.Line line = reader.next();
    if (line instanceof LineReader.Line.Text text) {
      if (!text.text().isEmpty()) {
        message(text.text());
      }
    } else if (line instanceof LineReader.Line.TooLong) {
      reject(ErrorCode.INVALID_REQUEST, "the message is longer than the limit");
    } else if (line instanceof LineReader.Line.Garbled) {
      reject(ErrorCode.PARSE_ERROR, "the message is not UTF-8");
    }
    return !(line instanceof LineReader.Line.End);
  }

  private void message(String text) {
    JsonNode value;
    try {
      value = Json.read(text);
    } catch (JsonProcessingException e) {
      reject(ErrorCode.PARSE_ERROR, "the line is not one JSON value");
      return;
    }
    Rpc.Incoming incoming = Rpc.classify(value);
    if (incoming instanceof Rpc.Request request) {
      request(request);
    } else if (incoming instanceof Rpc.Notification notification) {
      notification(notification);
    } else if (incoming instanceof Rpc.Response response) {
      if (session != null) {
        session.response(response);
      }
    } else if (incoming instanceof Rpc.Invalid invalid) {
      writer.write(invalid.answer());
    }
  }

  private void request(Rpc.Request request) {
    Optional<Cancellation> begun = calls.begin(request.id());
    if (begun.isEmpty()) {
      writer.write(
          Rpc.error(
              request.id(),
              new RpcException(ErrorCode.INVALID_REQUEST, "a request with this id is running")));
      return;
    }
    Cancellation cancellation = begun.get();
    if (StatelessDispatcher.owns(request.message())) {
      run(
          request,
          () -> stateless(request, cancellation),
          StatelessDispatcher.isImmediate(request));
    } else {
      SessionConnection open = session();
      boolean immediate = request.method().equals("initialize") || request.method().equals("ping");
      run(request, () -> open.request(request, cancellation), immediate);
    }
  }

  private void run(Rpc.Request request, Runnable call, boolean immediate) {
    Runnable answered =
        () -> {
          try {
            call.run();
          } catch (RuntimeException | Error e) {
            respond(Rpc.error(request.id(), Failures.rpc(request.method(), e)));
          }
        };
    if (immediate) {
      answered.run();
    } else {
      workers.run(answered);
    }
  }

  private void stateless(Rpc.Request request, Cancellation cancellation) {
    Answer answer =
        stateless.handle(
            request,
            Origin.ANY,
            cancellation,
            new Outbox() {
              @Override
              public void send(ObjectNode notification) {
                writer.write(notification);
              }

              @Override
              public void finish(ObjectNode response) {
                respond(response);
              }
            });
    if (answer instanceof Answer.Response response) {
      respond(response.message());
    } else if (answer instanceof Answer.Nothing) {
      calls.end(request.id());
    }
  }

  private SessionConnection session() {
    SessionConnection open = session;
    if (open == null) {
      open =
          SessionConnections.open(
              catalogue,
              new SessionConnection.Outbox() {
                @Override
                public void respond(ObjectNode response) {
                  StdioServer.this.respond(response);
                }

                @Override
                public void send(ObjectNode message) {
                  writer.write(message);
                }
              });
      session = open;
    }
    return open;
  }

  /** Sends a response, unless its request was cancelled. */
  private void respond(ObjectNode response) {
    if (calls.end(response.path("id"))) {
      writer.write(response);
    }
  }

  private void notification(Rpc.Notification notification) {
    if (notification.method().equals("notifications/cancelled")) {
      calls.cancel(notification.params().path("requestId"));
    } else if (session != null) {
      session.notification(notification);
    }
  }

  private void reject(ErrorCode code, String problem) {
    writer.write(Rpc.error(null, new RpcException(code, problem)));
  }
}
