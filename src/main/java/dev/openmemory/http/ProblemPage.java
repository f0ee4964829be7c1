package dev.openmemory.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server says when no handler could: a problem, never a page and never a stack trace. */
final class ProblemPage extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    send(response, callback, of(status == 0 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status));
    return true;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  /** Answers with a problem and ends the exchange. */
  static void send(Response response, Callback callback, Problem problem) {
    byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static Problem of(int status) {
    return switch (status) {
      case 400 ->
          new Problem(status, "the request is not well-formed HTTP", "Send a valid request.");
      case 404 -> new Problem(status, "there is nothing here", "See the routes in docs/http.md.");
      case 405 -> new Problem(status, "this method does not work here", "See the Allow header.");
      case 408 -> new Problem(status, "the request took too long to arrive", "Send it again.");
      case 413 ->
          new Problem(status, "the body is larger than the server reads", "Send less at a time.");
      case 414, 431 ->
          new Problem(status, "the address or the headers are too long", "Send shorter ones.");
      case 503 -> new Problem(status, "the server is stopping", "Try again in a moment.");
      default ->
          status >= 500
              ? new Problem(
                  status, "the server failed", "See its log; the request may be repeated.")
              : new Problem(status, HttpStatus.getMessage(status), null);
    };
  }
}
