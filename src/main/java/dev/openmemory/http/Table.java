package dev.openmemory.http;

import dev.openmemory.model.MemoryException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests from a table of routes, and from static files where no route fits. */
final class Table extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Table.class);

  private final transient Routes routes;
  private final transient StaticFiles files;
  private final int maxBodyBytes;

  Table(Routes routes, StaticFiles files, int maxBodyBytes) {
    this.routes = routes;
    this.files = files;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = answer(request);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.contentType() != null) {
      response.setContentType(answer.contentType());
    }
    if (answer.length() >= 0) {
      response.setContentLengthLong(answer.length());
    }
    if (!request.getMethod().equals("HEAD")) {
      answer.body().writeTo(response.getOutputStream());
    }
    if (answer.status() >= 400) {
      response.flushBuffer();
      discard(request);
    }
  }

  /**
   * A client that is still writing would see a broken connection instead of the answer, so some of
   * what it still has to say is read, after it has been answered.
   */
  private void discard(HttpServletRequest request) {
    try {
      InputStream body = request.getInputStream();
      byte[] buffer = new byte[1 << 16];
      long left = Gate.DISCARDED * maxBodyBytes;
      for (int read = 0; read >= 0 && left > 0; left -= read) {
        read = body.read(buffer);
      }
    } catch (IOException e) {
      LOG.debug("A client stopped in the middle of a body that nobody wants", e);
    }
  }

  private Answer answer(HttpServletRequest request) throws IOException {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    boolean head = request.getMethod().equals("HEAD");
    String method = head ? "GET" : request.getMethod();
    Optional<Routes.Match> match = routes.find(method, path);
    if (match.isPresent()) {
      return run(match.get(), request);
    }
    Optional<String> allowed = routes.allowed(path);
    if (allowed.isEmpty()) {
      Optional<Answer> file = files.find(path);
      if (file.isPresent() && method.equals("GET")) {
        return file.get();
      }
      allowed = file.map(found -> "GET, HEAD, OPTIONS");
    }
    if (allowed.isEmpty()) {
      return Answer.problem(
          new Problem(404, "there is nothing at this path", "See the routes in docs/http.md."));
    }
    if (method.equals("OPTIONS")) {
      return Answer.empty(204).with("Allow", allowed.get());
    }
    return Answer.problem(
            new Problem(405, "this path has no such method", "Use one of: " + allowed.get() + "."))
        .with("Allow", allowed.get());
  }

  private Answer run(Routes.Match match, HttpServletRequest request) throws IOException {
    Routes.Route route = match.route();
    if (route.streamed() > 0) {
      BodyStream body = new BodyStream(request.getInputStream(), route.streamed());
      return run(route, Call.streamed(request, match.values(), body));
    }
    byte[] body = request.getInputStream().readNBytes(maxBodyBytes + 1);
    return body.length > maxBodyBytes
        ? tooLarge(new Call.TooLarge(maxBodyBytes))
        : run(route, Call.gathered(request, match.values(), body));
  }

  private static Answer tooLarge(Call.TooLarge refusal) {
    return Answer.problem(refusal.problem()).with("Connection", "close");
  }

  // The face's edge: whatever a route throws becomes an answer here, once.
  private static Answer run(Routes.Route route, Call call) {
    try {
      return route.answerer().answer(call);
    } catch (MemoryException e) {
      Problem problem = Problem.of(e);
      if (problem.status() >= 500) {
        LOG.warn("{} {} failed", route.method(), route.path(), e);
      }
      Answer answer = Answer.problem(problem);
      return problem.status() == 503 ? answer.with("Retry-After", "1") : answer;
    } catch (Call.TooLarge e) {
      return tooLarge(e);
    } catch (Call.UnsupportedMediaType e) {
      return Answer.problem(
          new Problem(
              415, "the body is not said to be JSON", "Send 'Content-Type: application/json'."));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", route.method(), route.path(), e);
      return Answer.problem(
          new Problem(500, "the server failed", "See its log; the request may be repeated."));
    }
  }
}
