package dev.openmemory.distill.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * LangChain4j's view of the JDK's HTTP client, for one question: all its requests end at one
 * deadline, body included, and an answer is bounded. Failures are {@link EndpointFailure}s.
 */
final class Transport implements HttpClient, HttpClientBuilder {

  static final int MAX_BYTES = 4_000_000;

  private final java.net.http.HttpClient client;
  private final Deadline deadline;

  Transport(java.net.http.HttpClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpResponse<byte[]> response = send(translated(request));
    int status = response.statusCode();
    if (status < 200 || status > 299) {
      throw EndpointFailure.ofStatus(status, RetryAfter.of(response.headers()));
    }
    byte[] body = response.body();
    if (!beginsAnObject(body)) {
      throw EndpointFailure.down("what it answers is not JSON");
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(status)
        .headers(response.headers().map())
        .body(new String(body, StandardCharsets.UTF_8))
        .build();
  }

  private static boolean beginsAnObject(byte[] body) {
    for (byte b : body) {
      if (b > ' ') {
        return b == '{';
      }
    }
    return false;
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    return builder
        .method(
            request.method().name(),
            request.body() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(request.body()))
        .build();
  }

  private HttpResponse<byte[]> send(java.net.http.HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, info -> new BoundedBody(MAX_BYTES));
    try {
      return sent.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw EndpointFailure.down("no answer within " + seconds(deadline.within()));
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new EndpointFailure(EndpointFailure.Kind.REFUSED, "the question was called off", null);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private static EndpointFailure failure(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof BoundedBody.TooLong) {
        return EndpointFailure.down("its answer has more than " + MAX_BYTES + " bytes");
      }
      if (t instanceof UnresolvedAddressException) {
        return EndpointFailure.down("its host name is not known");
      }
      if (t instanceof ConnectException) {
        return EndpointFailure.down("nothing answers there (connection refused)");
      }
    }
    return cause instanceof IOException
        ? new EndpointFailure(EndpointFailure.Kind.BUSY, "the connection broke", null)
        : EndpointFailure.down("the request failed (" + cause.getClass().getSimpleName() + ")");
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("answers are taken whole");
  }

  // The deadline says how long to wait, so what LangChain4j would set has no part in it.

  @Override
  public Duration connectTimeout() {
    return deadline.within();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return deadline.within();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}
